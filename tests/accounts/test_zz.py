import json, time, pytest
from tests.accounts import addresses as a
from tests.accounts.test_every_url import Actor, TestEveryAddress as T
from search.indexing.worker import beat
def test_all(db, index):
        beat(index.target)
        ex=a.make_examples()
        out={}
        paths={ad:ex.path(ad) for ad in a.every_address()}
        for actor in a.ACTORS:
            c=Actor(actor)
            for ad,p in [*paths.items(), *(("# "+k,p) for k,p in ex.special.items())]:
                out.setdefault(ad,{})[actor]=c.answer(p)
        json.dump([paths,out],open("/tmp/out.json","w"))
del T
