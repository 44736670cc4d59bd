# Trees, the environment, spawned and piped programs; durations, zones, statistics, queues and timers at the edges.
import os, datetime, statistics, subprocess, tempfile, sys, threading, queue, time, pickle
from datetime import *
from fractions import Fraction as Fr
from decimal import Decimal as D
def p(e):
    try: print(e,'->',repr(eval(e,globals())))
    except Exception as x: print(e,'!!',type(x).__name__,x)
base=os.environ['SCRATCH']; os.chdir(base)
def tree(): return sorted((a,sorted(b),sorted(c)) for a,b,c in os.walk('.'))
for e in ["os.makedirs('a/b/c')","os.makedirs('a/b/c')","os.makedirs('a/b/c',exist_ok=True)","os.makedirs('d/./e/.')","os.makedirs(b'f/g/')","os.makedirs('h/../i/j')","open('file','w').close()","os.makedirs('file/x')","os.makedirs('file',exist_ok=True)","os.symlink('nowhere','broken')","os.makedirs('broken/x')","os.makedirs('')","os.renames('a/b/c','x/y/z')","tree()","os.removedirs('x/y/z/')","os.removedirs('nope')","os.symlink('i','link')","tree()","[x for x in os.walk('.',topdown=False)][-1][0]","sorted(a for a,b,c in os.walk('.',followlinks=True))","list(os.walk('nope'))","list(os.walk('nope',onerror=print))","sorted(a for a,b,c in os.walk('.',topdown=False,followlinks=True))","sorted(os.walk(b'd'))","sorted((a,b,c) for a,b,c,d in os.fwalk('d'))","os.environ['QQ_']","os.environ.setdefault('QQ_','1')","os.environ.get('QQ_')","os.environ.pop('QQ_')","os.environ.pop('QQ_')","os.environ.pop('QQ_',3)","os.environ.update({'A1':'b'},A2='c')","os.environ['A1']+os.environ['A2']","os.environ.update([('A1','z')])","'A1' in os.environ","os.environ.setdefault('A3',3)","os.environ[3]","os.environ[3]=4" if 0 else "os.environ.__setitem__('a',4)","del_()","type(os.environ|{})","(os.environ|{'q':1})['A1']","os.getenv('A1')","os.spawnl(os.P_WAIT,'/bin/true','true')","os.spawnl(os.P_WAIT,'/nonexistent','x')","os.spawnv(os.P_WAIT,'/bin/sh',['sh','-c','exit 3'])","os.spawnv(os.P_WAIT,'/bin/sh',[])","os.spawnv(os.P_WAIT,'/bin/sh','x')","os.spawnve(os.P_WAIT,'/bin/sh',['sh','-c','exit $Z'],{'Z':'4'})","os.popen('echo hi').read()","os.popen('exit 2').close()","[l for l in os.popen('echo a; echo b')]"]: p(e)
pr=os.popen('cat','w'); pr.write('to cat\n'); pr.close()
subs=["subprocess.run(['echo','x'],capture_output=True)","subprocess.run(['cat'],input=b'abc',capture_output=True).stdout","subprocess.run(['cat'],input=b'a',stdin=1)","subprocess.run(['cat'],capture_output=True,stdout=1)","subprocess.run(['false'],check=True)","subprocess.CalledProcessError(-9,'x',b'o',b'e').stdout","str(subprocess.CalledProcessError(-9,'x'))","str(subprocess.CalledProcessError(-99,'x'))","subprocess.TimeoutExpired('x',3,b'o').stdout","str(subprocess.TimeoutExpired('x',3))","subprocess.CompletedProcess('a',0,'o','e')","subprocess.run(['sleep','5'],timeout=.1)","subprocess.check_output(['echo','q'],text=True)","subprocess.Popen(['true'])","subprocess.run('exit 3',shell=True).returncode","subprocess.getoutput('echo z')","subprocess.getstatusoutput('exit 4')"]
for e in subs: p(e)
e=subprocess.CalledProcessError(1,'c'); e.stdout=5; print(e.output, e.args, e.cmd)
with subprocess.Popen(['sleep','9'],stdout=subprocess.PIPE) as pp: pp.kill(); print(pp.wait()); pp.terminate(); print(pp.universal_newlines)
td=timedelta
for e in ["td(1,2,3).days,td(1,2,3).seconds,td(1,2,3).microseconds","td(1)+td(2)","td(1)+3","3+td(1)","td(1)-3","3-td(1)","date(2020,1,2)+td(1)","td(1)+date(2020,1,2)","date(2020,1,2)-td(1)","date(2020,1,2)-date(2020,1,1)","date(2020,1,2)+3","date.max+td(1)","date(2020,1,2).year,date(2020,1,2).month,date(2020,1,2).day","date(2020,5,2).isocalendar()","date(2020,5,2).isocalendar().week","pickle.loads(pickle.dumps(date(2020,5,2).isocalendar()))","time(1,2,3,4,fold=1).fold,time(1,2).hour,time(1,2).tzinfo","datetime(2020,1,1,2,3,4,5).microsecond","timezone(td(0))","timezone(td(0)) is timezone.utc","timezone(td(0),'x')","timezone(td(0),None)","timezone(3)","timezone(td(1),3)","timezone(td(1))","timezone(td(hours=1),'A').tzname(None)","class_()","time.fromisoformat(3)","time.fromisoformat('T01:02')","time.fromisoformat('x')","datetime.year.__doc__,date.day.__doc__,time.fold.__doc__","del_()","datetime.fold.__doc__","td.days.__doc__"]: p(e)
try:
    class Z(timezone): pass
except TypeError as x: print(x)
class T(tzinfo):
    def __init__(s,o,d,d2='same'): s.o,s.d,s.d2,s.n=o,d,d2,0
    def utcoffset(s,dt): return s.o
    def dst(s,dt):
        s.n+=1
        return s.d if s.n==1 or s.d2=='same' else s.d2
for args in [(td(hours=2),td(hours=1)),(td(hours=2),td(0)),(None,td(0)),(td(1/24),None),(td(hours=2),td(hours=1),None),(td(hours=2),td(hours=1),td(0)),(td(hours=1),td(hours=1))]:
    t=T(*args)
    try: print(t.fromutc(datetime(2020,1,1,tzinfo=t)).replace(tzinfo=None))
    except ValueError as x: print(x)
S=statistics
for e in ["S.mean([1,2,4])","S.mean([])","S.mean([Fr(1,3),1])","S.mean([D('1.5'),2])","S.mean([1.5,2])","S.mean(['a'])","S.mean([float('inf'),1])","S.fmean([1,2],[1,3])","S.fmean([1,2],[0,0])","S.fmean([1],[1,2])","S.harmonic_mean([40,60])","S.harmonic_mean([40,60],weights=[5,30])","S.harmonic_mean([])","S.harmonic_mean([-1])","S.harmonic_mean([-1,2])","S.harmonic_mean([0,2])","S.harmonic_mean([5])","S.harmonic_mean(['a'])","S.harmonic_mean([1],weights=[1,2])","S.harmonic_mean([1,2],weights=[0,0])","S.harmonic_mean([1,2],weights=[-1,2])","S.harmonic_mean([Fr(1,2),3])","S.harmonic_mean([D(3),D(4)])","S.median_grouped([1,2,2,3,4])","S.median_grouped([1,'a'])","S.median_grouped(['a'])","S.median_grouped([])","S.median_grouped([1,3,3,5],interval=2)","S.mode('aab')","S.mode([])","S.multimode('aabb')","S.quantiles([1,2,3])","S.quantiles([1])","S.quantiles([])","S.quantiles([1,2],n=0)","S.quantiles(range(10),n=5,method='inclusive')","S.quantiles([1,2],method='x')","S.NormalDist(1,2)","S.NormalDist(1,-2)","S.NormalDist(1,2)==S.NormalDist(1,2)","S.NormalDist()==3","hash(S.NormalDist())==hash((0.0,1.0))","S.NormalDist(1,2).pdf(2)","S.NormalDist(1,0).pdf(2)","pickle.loads(pickle.dumps(S.NormalDist(3,4)))","S.stdev([1,2,4])","S.pvariance([1,2,4])","S.variance([D(1),D(2)])","S.variance([Fr(1),Fr(2)])","S.NormalDist(1,2)+3","3-S.NormalDist(1,2)"]: p(e)
q=queue.Queue(2); q.put(1); q.put(2)
for e in ["q.put_nowait(3)","q.full()","q.get()","q.qsize()","q.task_done()","q.shutdown()","q.put(4)","q.get()","q.get()","q.task_done()","q.task_done()","queue.PriorityQueue().get_nowait()"]: p(e)
q=queue.Queue(); [q.put(i) for i in range(3)]; q.shutdown(immediate=True); print(q.unfinished_tasks,q.qsize(),q.join())
b=threading.BoundedSemaphore(1)
for e in ["b.release()","b.release(0)","b.acquire()","b.release()","threading.Semaphore().release(0)","threading.Semaphore(-1)","threading.Condition().notify()","threading.Condition(threading.Lock()).wait()","threading.Condition(3)"]: p(e)
out=[]; t=threading.Timer(.01,out.append,[5]); t.start(); t.join(); t2=threading.Timer(5,out.append,[6]); t2.start(); t2.cancel(); t2.join(); print(out,t.finished.is_set(),t2.args,t2.kwargs,t.interval)
import gc,weakref
class O: pass
o=O(); w=weakref.ref(o)
def ff(x): pass
t=threading.Thread(target=ff,args=(o,)); del o; t.start(); t.join(); gc.collect(); print(w())
try: t._target
except AttributeError as x: print('gone')
