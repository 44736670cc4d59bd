# a coroutine that nobody ever awaited is said at the end at the latest
async def forgotten():
    pass

left = forgotten()
print('the end')
