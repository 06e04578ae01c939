import { addDays, daysBetween, dayOfParts, yearOf, type Day } from '../domain/day.ts';

/**
 * The Vietnamese lunar calendar at UTC+7: a month begins on the day of a new moon, the eleventh month holds the
 * winter solstice, and of thirteen months between two solstices the first without a principal term is the leap one.
 * New moons and the sun's longitude after Meeus, Astronomical Algorithms.
 */
const ZONE = 7 / 24;
const SYNODIC = 29.530588853;
const EPOCH: Day = '1970-01-01';
const EPOCH_JULIAN = 2440588;
const FIRST_NEW_MOON = 2415021.076998695;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface LunarMonth {
  month: number;
  leap: boolean;
  start: number;
}

/** The day of a lunar date, or undefined where that month has no such day. */
export function fromLunar(day: number, month: number, year: number): Day | undefined {
  const months = monthsTo(month >= 11 ? year + 1 : year);
  const index = months.findIndex((one) => one.month === month && !one.leap);
  const found = months[index];
  if (!found || day < 1) return undefined;
  const next = months[index + 1]?.start ?? eleventhMonth(month >= 11 ? year + 1 : year);
  return found.start + day - 1 < next ? ofJulian(found.start + day - 1) : undefined;
}

/** The first such lunar day on or after `from`. Without a month: in any month. */
export function nextLunar(day: number, month: number | null, from: Day): Day | undefined {
  const year = yearOf(from);
  const months = month === null ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [month];
  const days = [year - 1, year, year + 1].flatMap((one) => months.map((m) => fromLunar(day, m, one)));
  return days.filter((one) => one !== undefined && one >= from).sort()[0];
}

/** The months from the eleventh of the year before up to the eleventh of `year`, that one not included. */
function monthsTo(year: number): LunarMonth[] {
  const first = eleventhMonth(year - 1);
  const last = eleventhMonth(year);
  const from = Math.round((first - FIRST_NEW_MOON) / SYNODIC);
  const count = Math.round((last - first) / SYNODIC);
  const starts = Array.from({ length: count + 1 }, (_, i) => newMoon(from + i));
  const leap =
    count === 13 ? starts.findIndex((start, i) => i > 0 && term(start) === term(starts[i + 1] ?? last)) : -1;
  return starts.slice(0, count).map((start, i) => {
    const number = leap >= 0 && i >= leap ? i - 1 : i;
    return { month: ((number + 10) % 12) + 1, leap: i === leap, start };
  });
}

function eleventhMonth(year: number): number {
  const lastOfYear = julian(dayOfParts(year, 12, 31) ?? EPOCH);
  let k = Math.floor((lastOfYear - FIRST_NEW_MOON) / SYNODIC) + 1;
  while (newMoon(k) > lastOfYear) k -= 1;
  // The solstice stands at the beginning of the ninth term.
  return term(newMoon(k)) >= 9 ? newMoon(k - 1) : newMoon(k);
}

/** Which twelfth of its way the sun is in when the day begins, 0 at the spring equinox. */
function term(day: number): number {
  const t = (day - 0.5 - ZONE - 2451545) / 36525;
  const m = radians(357.5291 + 35999.0503 * t - 0.0001559 * t * t);
  const mean = 280.46645 + 36000.76983 * t + 0.0003032 * t * t;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * Math.sin(m) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * m) +
    0.00029 * Math.sin(3 * m);
  const longitude = (((mean + centre) % 360) + 360) % 360;
  return Math.floor(longitude / 30);
}

/** The day on which the k-th new moon since 1900 falls. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t ** 2 - 0.000000155 * t ** 3;
  const drift = 0.00033 * Math.sin(radians(166.56 + 132.87 * t - 0.009173 * t ** 2));
  const sun = radians(359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3);
  const moon = radians(306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3);
  const node = radians(21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3);
  const periodic =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * node) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * node + sun) -
    0.0004 * Math.sin(2 * node - sun) -
    0.0006 * Math.sin(2 * node + moon) +
    0.001 * Math.sin(2 * node - moon) +
    0.0005 * Math.sin(2 * moon + sun);
  const dynamical = -0.000278 + 0.000265 * t + 0.000262 * t ** 2;
  return Math.floor(mean + drift + periodic - dynamical + 0.5 + ZONE);
}

const julian = (day: Day): number => EPOCH_JULIAN + daysBetween(EPOCH, day);
const ofJulian = (number: number): Day => addDays(EPOCH, number - EPOCH_JULIAN);
