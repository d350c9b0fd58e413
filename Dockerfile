# The image of the web server and of the index worker. Which of them it is, compose.yaml says.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements.lock /tmp/requirements.lock
RUN /opt/venv/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=kb.settings.production \
    DATA_DIR=/data
# /data is a volume: the index, uploaded files, static files. Everything else is only read.
RUN useradd --system --uid 10001 --no-create-home kb && install -d -o kb -g kb /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/kb
COPY manage.py gunicorn.conf.py ./
COPY kb kb
COPY home home
COPY search search
COPY templates templates
COPY static static
COPY locale locale
COPY tools/compile_messages.py tools/compile_messages.py
COPY deploy deploy
RUN python tools/compile_messages.py && python -m compileall -q kb home search
USER kb
VOLUME /data
EXPOSE 8000
CMD ["deploy/start-web"]
