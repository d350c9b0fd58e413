from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "kb.backup"
    label = "backup"
