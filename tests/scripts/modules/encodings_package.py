"""encodings: the package, modules of encodings, names, aliases."""
import encodings
import encodings.aliases
import encodings.cp437
import encodings.gbk
import encodings.koi8_r as koi
import encodings.latin_1
import encodings.utf_8
import codecs

for module in encodings.gbk, encodings.cp437, encodings.utf_8, encodings.latin_1, koi:
    info = module.getregentry()
    print(module.__name__, info.name, info.encode('ab'), info.decode(b'ab'), module.IncrementalDecoder().decode(b'x', True),
          module.IncrementalEncoder('replace').encode('x', True))
    print('  ', module.StreamReader.__name__, issubclass(module.StreamWriter, codecs.StreamWriter))
print(koi.Codec().encode('\u044f'), ascii(koi.Codec().decode(b'\xd1')), ascii(koi.decoding_table[192:]))
print(encodings.utf_8.decode(b'\xc3\xa9'), encodings.utf_8.encode('\xe9'))
for name in 'gbk', 'cp437', 'utf_8', 'nope', 'GBK', 'cp-437', 'latin1', 'csshiftjis', '':
    found = encodings.search_function(name)
    print(name, found and found.name)
for name in 'UTF-8', 'iso 8859-1', 'a.b', '  x__y--z ', 'a%b', 'Latin-1', 'cp_437':
    print(repr(encodings.normalize_encoding(name)))
for name in 'nope', 'cp9999', 'gbk2':
    try:
        __import__('encodings.' + name)
    except ImportError as error:
        print(type(error).__name__, error)
print(len(encodings.aliases.aliases), encodings.aliases.aliases['latin1'], encodings.aliases.aliases['936'])
print(all(codecs.lookup(alias).name == codecs.lookup(name).name for alias, name in encodings.aliases.aliases.items()
          if name not in ('bz2_codec', 'mbcs') and alias == alias.lower()))
print(issubclass(encodings.CodecRegistryError, LookupError), issubclass(encodings.CodecRegistryError, SystemError))
import _multibytecodec
print(issubclass(encodings.gbk.IncrementalEncoder, _multibytecodec.MultibyteIncrementalEncoder),
      issubclass(encodings.gbk.StreamReader, codecs.StreamReader), encodings.gbk.codec.encode('\u65e5'))


class Mine(_multibytecodec.MultibyteIncrementalDecoder):
    codec = encodings.gbk.codec


print(ascii(Mine().decode(b'\xc8\xd5')), Mine('ignore').errors)
