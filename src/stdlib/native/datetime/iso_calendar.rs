//! `IsoCalendarDate`, what `isocalendar()` gives: a tuple of year, week and weekday whose items have names too.

use crate::object::{Args, Layout, Res, Slots, Tuple, TypeSpec, Value, getter, method};
use crate::types::type_of;
use crate::vm::Vm;

use super::arguments::Wanted;

pub static ISO_CALENDAR_DATE: TypeSpec = TypeSpec {
    name: "datetime.IsoCalendarDate",
    doc: "A date of the ISO calendar: year, week and weekday, as a tuple and by name.",
    signature: Some(""),
    layout: Layout::Tuple,
    base: Some(&crate::types::tuple::TUPLE),
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let plain = vm.tuple(a[0].expect::<Tuple>().items());
        Ok(vm.tuple(&[type_of(&crate::types::tuple::TUPLE).value(), vm.tuple(&[plain])]))
    })],
    getset: &[getter("year", |_, v| Ok(item(v, 0))), getter("week", |_, v| Ok(item(v, 1))), getter("weekday", |_, v| Ok(item(v, 2)))],
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, v| {
            let mut out = format!("{}(", v.type_name()).into_bytes();
            for (i, name) in ["year=", ", week=", ", weekday="].into_iter().enumerate() {
                out.extend(name.bytes());
                crate::types::repr::push_repr(vm, &mut out, item(v, i))?;
            }
            out.push(b')');
            Ok(vm.str_wtf8(&out))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const WANTED: Wanted = Wanted { told: "IsoCalendarDate()", names: &["year", "week", "weekday"], required: 3, positional: 3 };

fn item(v: Value, i: usize) -> Value {
    v.expect::<Tuple>().items().get(i).copied().unwrap_or(Value::NONE)
}

fn new(vm: &Vm, _cls: Value, args: Args) -> Res {
    let mut fields = (0, 0, 0);
    WANTED.read(vm, args, &mut |i, v| {
        let n = vm.index_c_int(v)?;
        match i {
            0 => fields.0 = n,
            1 => fields.1 = n,
            _ => fields.2 = n,
        }
        Ok(())
    })?;
    Ok(make(vm, fields))
}

/// One of these numbers.
pub fn make(vm: &Vm, (year, week, weekday): (i32, i32, i32)) -> Value {
    let shape = type_of(&ISO_CALENDAR_DATE).instance_shape.load(std::sync::atomic::Ordering::Acquire);
    vm.tuple_of_shape(shape, &[year, week, weekday].map(|n| Value::small_int(i64::from(n))))
}
