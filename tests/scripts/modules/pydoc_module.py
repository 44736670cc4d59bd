# help() of things written in Python, as text for a pipe.
import io, contextlib, os, pydoc, sys
from pydoc_pkg import described as d
import pydoc_pkg
folder = os.path.dirname(os.path.abspath(__file__))
def show(x, call=help):
    out = io.StringIO()
    with contextlib.redirect_stdout(out): call(x)
    print(out.getvalue().replace(folder, '<folder>'), end='=========\n')
for x in (d.f, d.g, d.nodoc, d.lam, d.C, d.D, d.E, d.Empty, d.C.method, d.C(1).method, d.C.k, d.C.s, d.C.p, d.C(1), d, d.cached): show(x) if x is not d.E else None
for x in ('pydoc_pkg.described.C.method', 'pydoc_pkg.described.f', 'nothing.at.all', 'pydoc_pkg.nothing'): show(x)
show(d.C, pydoc.help); show(d.f, pydoc.doc)
print(pydoc.render_doc(d.f, renderer=pydoc.plaintext)); print(repr(pydoc.render_doc(d.nodoc)), pydoc.plain(pydoc.render_doc(d.nodoc)))
print(pydoc.getdoc(d.f), pydoc.splitdoc("a\n\nb"), pydoc.splitdoc("a\nb"), pydoc.splitdoc("a"), pydoc.locate('pydoc_pkg.described.C.k'), pydoc.locate('int'), pydoc.locate('no.no'))
print(pydoc.describe(d), pydoc.describe(d.C), pydoc.describe(d.f), pydoc.describe(sys), pydoc.describe(pydoc_pkg), pydoc.describe(len), pydoc.describe(1), pydoc.describe(d.C(1).method))
sys.argv[1:] = ['pydoc_pkg.described.f', 'pydoc_pkg.described.g']; pydoc.cli()
sys.argv[1:] = ['pydoc_pkg.described.f', 'nowhere']
try: pydoc.cli()
except SystemExit as e: print('exit', e.code)
