import helper_pkg.not_there
