import hashlib, hmac, threading
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"):
    h = getattr(hashlib, name)(b"togil"); h.update(b" hashes"); c = h.copy(); c.update(b"!")
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(), c.hexdigest()[:8], len(h.digest()), hashlib.new(name, b"togil hashes").digest() == h.digest(), name in hashlib.algorithms_guaranteed)
for name in ("shake_128", "shake_256"): h = getattr(hashlib, name)(b"x"); print(name, h.hexdigest(10), h.digest(3), h.digest_size, h.block_size)
print(hashlib.blake2b(b"a", digest_size=10, key=b"k", salt=b"s", person=b"p").hexdigest(), hashlib.blake2s(digest_size=4).hexdigest(), hashlib.blake2b.MAX_KEY_SIZE, hashlib.blake2s.SALT_SIZE, hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex(), hashlib.pbkdf2_hmac("sha1", b"pw", b"salt", 3, dklen=5).hex(), hashlib.scrypt(b"pw", salt=b"na", n=16, r=1, p=1, dklen=8).hex() if hasattr(hashlib, "scrypt") else "")
print(hashlib.sha256().hexdigest(), hashlib.sha256(bytearray(b"a")).hexdigest()[:8], hashlib.sha256(memoryview(b"a")).hexdigest()[:8], hashlib.sha256(b"a" * 10 ** 6).hexdigest()[:16], hashlib.sha256(usedforsecurity=False).name, hashlib.sha256(data=b"a").hexdigest()[:8], hashlib.sha256(string=b"a").hexdigest()[:8], sorted(hashlib.algorithms_guaranteed)[:3], "sha256" in hashlib.algorithms_available)
h = hashlib.sha256()
for i in range(1000): h.update(str(i).encode())
print(h.hexdigest(), hmac.new(b"key", b"msg", "sha256").hexdigest(), hmac.digest(b"k", b"m", "sha1").hex(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
results = {}
def work(n): results[n] = hashlib.sha256(bytes([n]) * 100000).hexdigest()
threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print([results[n][:6] for n in range(6)])
shared = hashlib.md5()
def feed():
    for _ in range(200): shared.update(b"same")
threads = [threading.Thread(target=feed) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(shared.hexdigest() == hashlib.md5(b"same" * 800).hexdigest())
for source in ("hashlib.sha256('text')", "hashlib.sha256(5)", "hashlib.sha256(None)", "hashlib.new('nope')", "hashlib.new(5)", "hashlib.sha256().update('a')", "hashlib.sha256().update()", "hashlib.md5().digest(5)", "hashlib.shake_128().digest()", "hashlib.shake_128().digest(-1)", "hashlib.blake2b(digest_size=0)", "hashlib.blake2b(digest_size=65)", "hashlib.blake2b(key=b'k' * 65)", "hashlib.blake2b(salt=b's' * 17)", "hashlib.pbkdf2_hmac('sha256', b'', b'', 0)", "hashlib.pbkdf2_hmac('nope', b'', b'', 1)", "hashlib.nothing", "hashlib.sha256(b'a', b'b', b'c')", "hashlib.file_digest(5, 'md5')", "hmac.new(b'k')", "hmac.compare_digest('a', b'a')", "hmac.new('k', b'm', 'md5')"):
    try: eval(source); print("no error", source)
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
import io
print(hashlib.file_digest(io.BytesIO(b"file"), "sha256").hexdigest()[:10], hashlib.file_digest(io.BytesIO(b"file"), hashlib.md5).hexdigest()[:10])
