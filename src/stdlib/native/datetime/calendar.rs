//! The proleptic Gregorian calendar in integers. Pure: knows no objects.
//!
//! A day is counted from 0001-01-01, which is day 1. Between days and dates the computation is the well-known one that lets the
//! year begin in March (the leap day is then the year's last) and works in eras of 400 years, all of them 146097 days long
//! (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). Nothing here checks a range, and nothing overflows for years
//! of five digits.

pub const MIN_YEAR: i32 = 1;
pub const MAX_YEAR: i32 = 9999;
/// The day 9999-12-31.
pub const MAX_ORDINAL: i32 = 3_652_059;
/// The day 1970-01-01.
pub const EPOCH: i32 = 719_163;

pub const SECONDS_OF_DAY: i32 = 86_400;

pub const DAY_NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub const MONTH_NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const ERA: i32 = 146_097;
/// How many days before 0001-01-01 the first era began, on 0000-03-01.
const BEFORE: i32 = 305;

pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How long a month is, 1 to 12.
pub fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day.
pub fn ordinal(year: i32, month: i32, day: i32) -> i32 {
    let year = if month > 2 { year } else { year - 1 };
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let in_year = (153 * from_march + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + in_year - BEFORE
}

/// Year, month and day of a number.
pub fn date_of(ordinal: i32) -> (i32, i32, i32) {
    let days = ordinal + BEFORE;
    let era = days.div_euclid(ERA);
    let days = days - era * ERA;
    let of_era = (days - days / 1460 + days / 36_524 - days / 146_096) / 365;
    let in_year = days - (365 * of_era + of_era / 4 - of_era / 100);
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + of_era + i32::from(month <= 2), month, day)
}

/// The year of any number, also of one far beyond the calendar.
pub fn year_of(ordinal: i32) -> i32 {
    let eras = ordinal.div_euclid(ERA);
    date_of(ordinal - eras * ERA).0 + eras * 400
}

/// Monday is 0.
pub fn weekday(ordinal: i32) -> i32 {
    (ordinal + 6).rem_euclid(7)
}

/// The Monday with which an ISO year begins: that of the week of January 4.
pub fn iso_start(year: i32) -> i32 {
    let fourth = ordinal(year, 1, 4);
    fourth - weekday(fourth)
}

/// ISO year, week and weekday of a day.
pub fn iso_of(year: i32, day: i32) -> (i32, i32, i32) {
    let (year, start) = match (iso_start(year), iso_start(year + 1)) {
        (start, _) if day < start => (year - 1, iso_start(year - 1)),
        (_, next) if day >= next => (year + 1, next),
        (start, _) => (year, start),
    };
    (year, (day - start) / 7 + 1, (day - start) % 7 + 1)
}

/// What is wrong with an ISO date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsoError {
    Year,
    Week,
    Weekday,
}

/// The number of an ISO date; it may be beyond the last day.
pub fn of_iso(year: i32, week: i32, weekday: i32) -> Result<i32, IsoError> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(IsoError::Year);
    }
    let start = iso_start(year);
    if !(1..=53).contains(&week) || week == 53 && start + 52 * 7 == iso_start(year + 1) {
        return Err(IsoError::Week);
    }
    if !(1..=7).contains(&weekday) {
        return Err(IsoError::Weekday);
    }
    Ok(start + (week - 1) * 7 + weekday - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_a_date_and_back() {
        let mut next = (1, 1, 1);
        for day in 1..=MAX_ORDINAL {
            assert_eq!(date_of(day), next);
            assert_eq!(ordinal(next.0, next.1, next.2), day);
            let (y, m, d) = next;
            next = match (m, d == days_in_month(y, m)) {
                (_, false) => (y, m, d + 1),
                (12, true) => (y + 1, 1, 1),
                (_, true) => (y, m + 1, 1),
            };
        }
        assert_eq!(next, (10_000, 1, 1));
        assert_eq!(ordinal(1970, 1, 1), EPOCH);
    }

    #[test]
    fn every_iso_date_is_of_its_day() {
        for day in 1..=MAX_ORDINAL {
            let (year, week, weekday) = iso_of(date_of(day).0, day);
            if (MIN_YEAR..=MAX_YEAR).contains(&year) {
                assert_eq!(of_iso(year, week, weekday), Ok(day));
            }
        }
    }
}
