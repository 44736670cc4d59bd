//! `errno`: the numbers of the system's errors by their names, and the names by their numbers.

use crate::object::{ModuleSpec, Res, Value};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "errno",
    doc: "This module makes available standard errno system symbols.",
    init: Some(init),
    ..ModuleSpec::DEFAULT
};

macro_rules! numbers {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

/// Of several names of one number the first stands in `errorcode`.
const NUMBERS: &[(&str, i32)] = numbers! {
    ENODEV ENOCSI EHOSTUNREACH ENOMSG EUCLEAN EL2NSYNC EL2HLT ENODATA ENOTBLK ENOSYS EPIPE EINVAL EOVERFLOW EADV EINTR EUSERS ENOTEMPTY
    ENOBUFS EPROTO EREMOTE ENAVAIL ECHILD ELOOP EXDEV E2BIG ESRCH EMSGSIZE EAFNOSUPPORT EBADR EHOSTDOWN EPFNOSUPPORT ENOPROTOOPT EBUSY
    EAGAIN EBADFD EDOTDOT EISCONN ENOANO ESHUTDOWN ECHRNG ELIBBAD ENONET EBADE EBADF EMULTIHOP EIO EUNATCH EPROTOTYPE ENOSPC ENOEXEC
    EALREADY ENETDOWN ENOTNAM EACCES ELNRNG EILSEQ ENOTDIR ENOTUNIQ EPERM EDOM EXFULL ECONNREFUSED EISDIR EPROTONOSUPPORT EROFS
    EADDRNOTAVAIL EIDRM ECOMM ESRMNT EREMOTEIO EL3RST EBADMSG ENFILE ELIBMAX ESPIPE ENOLINK ENETRESET ETIMEDOUT ENOENT EEXIST EDQUOT
    ENOSTR EBADSLT EBADRQC ELIBACC EFAULT EFBIG EDEADLK ENOTCONN EDESTADDRREQ ELIBSCN ENOLCK EISNAM ECONNABORTED ENETUNREACH ESTALE ENOSR
    ENOMEM ENOTSOCK ESTRPIPE EMLINK ERANGE ELIBEXEC EL3HLT ECONNRESET EADDRINUSE EOPNOTSUPP EREMCHG ENAMETOOLONG ENOTTY ERESTART
    ESOCKTNOSUPPORT ETIME EBFONT ETOOMANYREFS EMFILE ETXTBSY EINPROGRESS ENXIO ENOPKG ECANCELED EKEYEXPIRED EKEYREJECTED EKEYREVOKED
    EMEDIUMTYPE ENOKEY ENOMEDIUM ENOTRECOVERABLE EOWNERDEAD ERFKILL EWOULDBLOCK EDEADLOCK ENOTSUP
};

fn init(vm: &Vm, module: Value) -> Res<()> {
    let codes = vm.new_dict();
    for (name, number) in NUMBERS {
        let number = vm.int(i64::from(*number));
        vm.set_attr_str(module, name, number)?;
        if vm.dict_get(codes, number)?.is_none() {
            vm.dict_set(codes, number, vm.str(name))?;
        }
    }
    vm.set_attr_str(module, "errorcode", codes)
}
