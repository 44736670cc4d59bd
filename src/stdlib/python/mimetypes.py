"""Contract: which type of media a file name tells, and which ending a type has."""
import os
import posixpath
import sys
import urllib.parse

__all__ = ['knownfiles', 'inited', 'MimeTypes', 'guess_type', 'guess_file_type', 'guess_all_extensions', 'guess_extension', 'add_type',
           'init', 'read_mime_types', 'suffix_map', 'encodings_map', 'types_map', 'common_types']

# files of a system that may add types, as different servers have them
knownfiles = ['/etc/mime.types', '/etc/httpd/mime.types', '/etc/httpd/conf/mime.types', '/etc/apache/mime.types',
              '/etc/apache2/mime.types', '/usr/local/etc/httpd/conf/mime.types', '/usr/local/lib/netscape/mime.types',
              '/usr/local/etc/httpd/conf/mime.types', '/usr/local/etc/mime.types']
inited = False

# by the first half of the type: the second half and its endings, of which the first one is the usual one
_REGISTERED = {
    'application':
        'epub+zip epub; gzip gz; json json; manifest+json webmanifest; msword doc dot wiz; n-quads nq; n-triples nt;'
        'octet-stream bin a dll exe o obj so; oda oda; ogg ogx; pdf pdf; pkcs7-mime p7c; postscript ps ai eps; trig trig;'
        'vnd.apple.mpegurl m3u m3u8; vnd.ms-excel xls xlb; vnd.ms-fontobject eot; vnd.ms-powerpoint ppt pot ppa pps pwz;'
        'vnd.oasis.opendocument.graphics odg; vnd.oasis.opendocument.presentation odp; vnd.oasis.opendocument.spreadsheet ods;'
        'vnd.oasis.opendocument.text odt; vnd.openxmlformats-officedocument.presentationml.presentation pptx;'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx; vnd.openxmlformats-officedocument.wordprocessingml.document docx;'
        'vnd.rar rar; wasm wasm; x-7z-compressed 7z; x-bcpio bcpio; x-cpio cpio; x-csh csh; x-debian-package deb; x-dvi dvi;'
        'x-gtar gtar; x-hdf hdf; x-hdf5 h5; x-httpd-php php; x-latex latex; x-mif mif; x-netcdf cdf nc; x-pkcs12 p12 pfx;'
        'x-pn-realaudio ram; x-python-code pyc pyo; x-rpm rpm; x-sh sh; x-shar shar; x-shockwave-flash swf; x-sv4cpio sv4cpio;'
        'x-sv4crc sv4crc; x-tar tar; x-tcl tcl; x-tex tex; x-texinfo texi texinfo; x-troff roff t tr; x-troff-man man; x-troff-me me;'
        'x-troff-ms ms; x-ustar ustar; x-wais-source src; xml xsl rdf wsdl xpdl; yaml yaml yml; zip zip',
    'audio':
        '3gpp 3gp 3gpp; 3gpp2 3g2 3gpp2; aac aac adts loas ass; basic au snd; flac flac; matroska mka; mp4 m4a; mpeg mp3 mp2; ogg ogg;'
        'opus opus; vnd.wave wav; webm weba; x-aiff aif aifc aiff; x-pn-realaudio ra',
    'font':
        'otf otf; ttf ttf; woff woff; woff2 woff2',
    'image':
        'avif avif; bmp bmp; emf emf; fits fits; g3fax g3; gif gif; heic heic; heif heif; ief ief; jp2 jp2; jpeg jpg jpe jpeg; jpm jpm;'
        'jpx jpx; png png; svg+xml svg; t38 t38; tiff tiff tif; tiff-fx tfx; vnd.microsoft.icon ico; webp webp; wmf wmf;'
        'x-cmu-raster ras; x-portable-anymap pnm; x-portable-bitmap pbm; x-portable-graymap pgm; x-portable-pixmap ppm; x-rgb rgb;'
        'x-xbitmap xbm; x-xpixmap xpm; x-xwindowdump xwd',
    'message':
        'rfc822 eml mht mhtml nws',
    'model':
        'gltf+json gltf; gltf-binary glb; stl stl',
    'text':
        'css css; csv csv; html html htm; javascript js mjs; markdown md markdown; n3 n3; plain txt bat c h ksh pl srt; richtext rtx;'
        'rtf rtf; tab-separated-values tsv; vtt vtt; x-python py; x-rst rst; x-setext etx; x-sgml sgm sgml; x-vcard vcf; xml xml',
    'video':
        'matroska mkv; matroska-3d mk3d; mp4 mp4; mpeg mpeg m1v mpa mpe mpg; ogg ogv; quicktime mov qt; vnd.avi avi; webm webm;'
        'x-m4v m4v; x-ms-wmv wmv; x-sgi-movie movie',
}
# types that are not registered, but are met
_COMMON = {
    'application':
        'rtf rtf; vnd.android.package-archive apk',
    'audio':
        'midi midi mid',
    'image':
        'jpg jpg; pict pict pct pic',
    'text':
        'xul xul',
}


def _endings(table):
    """An ending's type, from a table as above."""
    return {f'.{ending}': f'{first}/{second}' for first, rows in table.items() for row in rows.split(';')
            for second, *endings in [row.split()] for ending in endings}


_SUFFIXES = {'.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2', '.txz': '.tar.xz'}
_ENCODINGS = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz', '.br': 'br'}
_TYPES = _endings(_REGISTERED), _endings(_COMMON)

# what the functions of this module look at: the tables of `_db`, once there is one
types_map, common_types = _TYPES
suffix_map, encodings_map = _SUFFIXES, _ENCODINGS
_db = None


class MimeTypes:
    """Tables of types: the usual ones, and what files add. What is not registered is only found if not `strict`."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map, self.suffix_map = _ENCODINGS.copy(), _SUFFIXES.copy()
        # unregistered, registered
        self.types_map, self.types_map_inv = ({}, {}), ({}, {})
        for registered, endings in zip((True, False), _TYPES):
            for ext, type in endings.items():
                self.add_type(type, ext, registered)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """From now on, the ending has this type."""
        if ext and not ext.startswith('.'):
            import warnings
            warnings.warn('Using undotted extensions is deprecated and will raise a ValueError in Python 3.16', DeprecationWarning, stacklevel=2)
        if not type:
            return
        self.types_map[strict][ext] = type
        endings = self.types_map_inv[strict].setdefault(type, [])
        if ext not in endings:
            endings.append(ext)

    def guess_type(self, url, strict=True):
        """The type and the encoding of what a URL or a path names; None for what is not known."""
        url = os.fspath(url)
        parts = urllib.parse.urlparse(url)
        # one letter is a drive
        if len(parts.scheme) < 2:
            return self.guess_file_type(url, strict=strict)
        if parts.scheme == 'data':
            return self._of_data(parts.path), None
        return self._guess(parts.path, strict, posixpath.splitext)

    @staticmethod
    def _of_data(path):
        """The type that is told in a URL of data, `TYPE;PARAMETERS,DATA`."""
        head, comma, _ = path.partition(',')
        if not comma:
            return None
        type = head.partition(';')[0] or head
        return type if '/' in type and '=' not in type else 'text/plain'

    def guess_file_type(self, path, *, strict=True):
        """The type and the encoding of what a path names; None for what is not known."""
        return self._guess(os.path.splitdrive(os.fsdecode(path))[1], strict, os.path.splitext)

    def _guess(self, path, strict, split):
        base, ext = split(path)
        while ext.lower() in self.suffix_map:
            base, ext = split(base + self.suffix_map[ext.lower()])
        # endings of encodings are told apart by their case: .Z and .z are two
        encoding = self.encodings_map.get(ext)
        if encoding:
            base, ext = split(base)
        ext = ext.lower()
        type = self.types_map[True].get(ext)
        if type is None and not strict:
            type = self.types_map[False].get(ext)
        return type, encoding

    def guess_all_extensions(self, type, strict=True):
        """All endings of a type."""
        type = type.lower()
        found = self.types_map_inv[True].get(type, [])
        more = [] if strict else self.types_map_inv[False].get(type, [])
        return [*found, *(ext for ext in more if ext not in found)]

    def guess_extension(self, type, strict=True):
        """The usual ending of a type, or None."""
        return next(iter(self.guess_all_extensions(type, strict)), None)

    def read(self, filename, strict=True):
        """Add the types of a file, each line of which has a type and its endings."""
        with open(filename, encoding='utf-8') as fp:
            self.readfp(fp, strict)

    def readfp(self, fp, strict=True):
        """Add the types of an open file."""
        for line in fp:
            words = line.split()
            for i, word in enumerate(words):
                if word[0] == '#':
                    del words[i:]
                    break
            for ending in words[1:]:
                self.add_type(words[0], f'.{ending}', strict)

    def read_windows_registry(self, strict=True):
        """Add the types of Windows's registry, which no system has that this program runs on."""


def init(files=None):
    """Make the tables of this module anew, or, if there are some, add what these files have."""
    global suffix_map, types_map, encodings_map, common_types, inited, _db
    inited = True
    if files is None or _db is None:
        db = MimeTypes()
        db.read_windows_registry()
        files = [*knownfiles, *(files or ())]
    else:
        db = _db
    for name in files:
        if os.path.isfile(name):
            db.read(name)
    encodings_map, suffix_map = db.encodings_map, db.suffix_map
    common_types, types_map = db.types_map
    # last: whoever finds it finds all of it
    _db = db


def _tables():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type and the encoding of what a URL or a path names; None for what is not known."""
    return _tables().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """The type and the encoding of what a path names; None for what is not known."""
    return _tables().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """All endings of a type."""
    return _tables().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """The usual ending of a type, or None."""
    return _tables().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """From now on, the ending has this type."""
    return _tables().add_type(type, ext, strict)


def read_mime_types(file):
    """The endings and types that there are with those of a file; None if it cannot be read."""
    try:
        fp = open(file, encoding='utf-8')
    except OSError:
        return None
    with fp:
        db = MimeTypes()
        db.readfp(fp)
    return db.types_map[True]


def _parse_args(args):
    from argparse import ArgumentParser

    parser = ArgumentParser(description='map filename extensions to MIME types')
    parser.add_argument('-e', '--extension', action='store_true', help='guess extension instead of type')
    parser.add_argument('-l', '--lenient', action='store_true', help='additionally search for common but non-standard types')
    parser.add_argument('type', nargs='+', help='a type to search')
    return parser.parse_args(args)


def _main(args=None):
    """What the command line says: a line for each word; returns whether one is not known."""
    told = _parse_args(args)
    failed = False
    for word in told.type:
        if told.extension:
            found = guess_extension(word, not told.lenient)
            line = str(found) if found else f'error: unknown type {word}'
        else:
            found, encoding = guess_type(word, not told.lenient)
            line = f'type: {found} encoding: {encoding}' if found else f'error: media type unknown for {word}'
        failed |= not found
        print(line)
    return failed


if __name__ == '__main__':
    sys.exit(_main())
