"""Contract: implementations of documents by name."""
well_known_implementations = {'minidom': 'xml.dom.minidom', '4DOM': 'xml.dom.DOMImplementation'}
registered = {}


def registerDOMImplementation(name, factory):
    """Add an implementation: a function that gives it."""
    registered[name] = factory


def getDOMImplementation(name=None, features=()):
    """An implementation, by name, or the first that has the features."""
    import os
    module = well_known_implementations.get(name)
    if module:
        import importlib
        return importlib.import_module(module).getDOMImplementation()
    if name:
        return registered[name]()
    if 'PYTHON_DOM' in os.environ:
        return getDOMImplementation(name=os.environ['PYTHON_DOM'])
    if isinstance(features, str):
        features = _parsed(features)
    for factory in registered.values():
        found = factory()
        if all(found.hasFeature(*feature) for feature in features):
            return found
    for known in well_known_implementations:
        try:
            found = getDOMImplementation(name=known)
        except Exception:
            continue
        if all(found.hasFeature(*feature) for feature in features):
            return found
    raise ImportError('no suitable DOM implementation found')


def _parsed(text):
    """[(feature, version)] of a text like 'core 2.0 xml'."""
    features, words = [], text.split()
    for i, word in enumerate(words):
        if word[0] in '0123456789':
            if not features or features[-1][1] is not None:
                raise ValueError(f'bad feature name: {word!r}')
            continue
        version = words[i + 1] if i + 1 < len(words) and words[i + 1][0] in '0123456789' else None
        features.append((word, version))
    return tuple(features)
