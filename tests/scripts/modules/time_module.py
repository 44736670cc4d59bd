import time
a = time.time(); b = time.perf_counter(); c = time.monotonic(); p = time.process_time()
time.sleep(0.02)
print(time.time() - a >= 0.015, time.perf_counter() - b >= 0.015, time.monotonic() - c >= 0.015, time.process_time() >= p, isinstance(time.time_ns(), int), time.perf_counter_ns() > 0, time.monotonic_ns() > 0, a > 1.7e9, time.thread_time() >= 0)
g = time.gmtime(0); print(g, g.tm_year, g[1], len(g), tuple(g), time.gmtime(1e9).tm_yday, time.gmtime(951782400)[:3])
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %d %y %p %I %%", time.gmtime(1234567890)), time.asctime(time.gmtime(0)), time.mktime(time.localtime(1e9)), time.ctime(0), time.strftime("%F %T", time.gmtime(86399)), time.strftime("%U %w", time.gmtime(0)))
print(time.struct_time((2024, 2, 29, 12, 0, 0, 3, 60, 0)), time.timezone, time.tzname, time.daylight, time.altzone, time.strptime("2024-02-29 13:14:15", "%Y-%m-%d %H:%M:%S")[:8], time.strptime("3 Mar 99", "%d %b %y").tm_wday)
print(time.get_clock_info("monotonic").monotonic, time.get_clock_info("time").adjustable, time.localtime(0).tm_zone, time.localtime(0).tm_gmtoff, time.sleep(0), time.gmtime(-1)[:6])
for source in ("time.sleep(-1)", "time.sleep('a')", "time.sleep()", "time.sleep(None)", "time.gmtime('a')", "time.gmtime(1e20)", "time.strftime(5)", "time.strftime('%Y', (1, 2))", "time.struct_time((1, 2))", "time.mktime(5)", "time.strptime('a', '%Y')", "time.strptime('2024 x', '%Y')", "time.nothing", "time.asctime((1,))", "time.get_clock_info('q')", "time.sleep(float('nan'))", "time.sleep(1e30)", "time.sleep(float('inf'))", "time.ctime('a')"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
