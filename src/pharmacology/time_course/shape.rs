use serde::Serialize;

/// Above this k·tmax the absorption formula cancels, and the gamma shape, equal to it at 1, takes over.
const ABSORPTION_LIMIT: f64 = 0.999;
/// Doses that follow each other faster than this share of the time to the peak are counted in groups.
const FINEST_STEP: f64 = 1e-3;

/// The form of a concentration curve, scaled to a peak of 1. `k` is the rate of loss in 1/h throughout.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) enum Shape {
    AtOnce,
    Infusion { hours: f64 },
    Absorption { rate_per_hour: f64, peak_hours: f64 },
    Delayed { peak_hours: f64 },
}

impl Shape {
    pub(super) fn absorbed(k: f64, peak_hours: f64) -> Shape {
        let product = k * peak_hours;
        if product < 1e-12 {
            Shape::AtOnce
        } else if product < ABSORPTION_LIMIT {
            let rate_per_hour = k * absorption_over_elimination(product);
            Shape::Absorption {
                rate_per_hour,
                peak_hours: (rate_per_hour / k).ln() / (rate_per_hour - k),
            }
        } else {
            Shape::Delayed { peak_hours }
        }
    }

    pub(super) const fn peak_hours(self) -> f64 {
        match self {
            Shape::AtOnce => 0.0,
            Shape::Infusion { hours } => hours,
            Shape::Absorption { peak_hours, .. } | Shape::Delayed { peak_hours } => peak_hours,
        }
    }

    pub(super) fn single(self, k: f64, t: f64) -> f64 {
        match self {
            Shape::AtOnce => (-k * t).exp(),
            Shape::Infusion { hours } if t < hours => (-k * t).exp_m1() / (-k * hours).exp_m1(),
            Shape::Infusion { hours } => (-k * (t - hours)).exp(),
            Shape::Absorption {
                rate_per_hour,
                peak_hours,
            } => (rise_and_fall(k, rate_per_hour, t) / rise_and_fall(k, rate_per_hour, peak_hours))
                .min(1.0),
            Shape::Delayed { peak_hours } => {
                let x = t / peak_hours;
                if x == 0.0 {
                    0.0
                } else {
                    (k * peak_hours * (x.ln() + 1.0 - x)).exp()
                }
            }
        }
    }

    /// The sum over a dose at `t` before now and all doses before it.
    pub(super) fn summed(self, k: f64, t: f64, interval: f64) -> f64 {
        let geometric = |rate: f64| -1.0 / (-rate * interval).exp_m1();
        match self {
            Shape::AtOnce => (-k * t).exp() * geometric(k),
            Shape::Absorption {
                rate_per_hour,
                peak_hours,
            } => {
                let sum = (-k * t).exp() * geometric(k)
                    - (-rate_per_hour * t).exp() * geometric(rate_per_hour);
                sum / rise_and_fall(k, rate_per_hour, peak_hours)
            }
            Shape::Infusion { hours } => {
                let running = ((hours - t) / interval).ceil().max(0.0);
                // Σ (1 − e^(−k(t+jτ))) over the infusions that still run, then the ended ones as a geometric series.
                let risen =
                    running + (-k * t).exp() * (-k * running * interval).exp_m1() * geometric(k);
                let ended = t + running * interval - hours;
                risen / -(-k * hours).exp_m1() + (-k * ended).exp() * geometric(k)
            }
            Shape::Delayed { peak_hours } => {
                let group = (FINEST_STEP * peak_hours / interval).ceil();
                let step = group * interval;
                let (mut sum, mut at) = (0.0, t);
                loop {
                    let here = self.single(k, at);
                    if at > peak_hours && here <= 1e-9 * sum {
                        break;
                    }
                    sum += here;
                    at += step;
                }
                group * sum
            }
        }
    }

    /// When, after the last dose, the sum is highest.
    pub(super) fn steady_peak(self, k: f64, interval: f64) -> f64 {
        match self {
            Shape::AtOnce => 0.0,
            // Overlapping infusions peak where the oldest one that still runs ends.
            Shape::Infusion { hours } if hours <= interval => hours,
            Shape::Infusion { hours } => hours % interval,
            Shape::Absorption {
                rate_per_hour: ka, ..
            } => {
                let logs = (ka / k).ln() + (-(-k * interval).exp_m1()).ln()
                    - (-(-ka * interval).exp_m1()).ln();
                (logs / (ka - k)).clamp(0.0, interval)
            }
            Shape::Delayed { peak_hours } => {
                const STEPS: usize = 24;
                let step = interval / STEPS as f64;
                let height = |t: f64| self.summed(k, t.rem_euclid(interval), interval);
                let start = highest((0..STEPS).map(|i| peak_hours - i as f64 * step), height);
                let (mut low, mut high) = (start - step, start + step);
                for _ in 0..40 {
                    let (a, b) = (low + (high - low) * 0.382, low + (high - low) * 0.618);
                    if height(a) < height(b) {
                        low = a;
                    } else {
                        high = b;
                    }
                }
                highest([start, 0.5 * (low + high)].into_iter(), height).rem_euclid(interval)
            }
        }
    }
}

fn highest(times: impl Iterator<Item = f64>, height: impl Fn(f64) -> f64) -> f64 {
    times
        .map(|t| (t, height(t)))
        .fold((0.0, f64::NEG_INFINITY), |best, here| {
            if here.1 > best.1 { here } else { best }
        })
        .0
}

/// e^(−kt) − e^(−kₐt), without cancellation for near rates.
fn rise_and_fall(k: f64, ka: f64, t: f64) -> f64 {
    -(-k * t).exp() * (-(ka - k) * t).exp_m1()
}

/// Solves k·tmax = ln r / (r − 1) for r = kₐ/k above 1.
fn absorption_over_elimination(product: f64) -> f64 {
    // With r = e^u the right side is u / (e^u − 1), which falls from 1 to 0 as u grows.
    let (mut low, mut high) = (1e-9, 60.0f64);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if middle / middle.exp_m1() > product {
            low = middle;
        } else {
            high = middle;
        }
    }
    (0.5 * (low + high)).exp()
}
