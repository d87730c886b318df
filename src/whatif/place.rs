//! Which sides of the body's barriers a dose reaches.

use super::constants as k;
use crate::{
    graph::{
        Inner,
        record::{NodeData, NodeId},
    },
    model::{kind::Site, measurement::Route},
};

/// How much of a dose's action arrives at each site, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reach {
    pub central: f64,
    pub spinal: f64,
    pub peripheral: f64,
}

impl Reach {
    pub const EVERYWHERE: Reach = Reach::of(1.0, 1.0, 1.0);
    pub const NOWHERE: Reach = Reach::of(0.0, 0.0, 0.0);
    pub const BRAIN: Reach = Reach::of(1.0, 0.0, 0.0);
    const PERIPHERY: Reach = Reach::of(0.0, 0.0, 1.0);

    const fn of(central: f64, spinal: f64, peripheral: f64) -> Reach {
        Reach {
            central,
            spinal,
            peripheral,
        }
    }

    /// What arrives at a site; a step whose site nobody states is taken to lie in the brain.
    pub fn at(self, site: Option<Site>) -> f64 {
        match site {
            Some(Site::Spinal) => self.spinal,
            Some(Site::Peripheral) => self.peripheral,
            Some(Site::Central | Site::Systemic) | None => self.central,
        }
    }

    /// Where a question confines something to.
    pub fn confined(site: Site) -> Reach {
        match site {
            Site::Central => Reach::BRAIN,
            Site::Spinal => Reach::of(0.0, 1.0, 0.0),
            Site::Peripheral => Reach::PERIPHERY,
            Site::Systemic => Reach::EVERYWHERE,
        }
    }

    /// What of it lies outside the brain and the cord.
    pub fn outside(self) -> Reach {
        self.and(Reach::PERIPHERY)
    }

    /// What of it lies in the brain and the cord.
    pub fn inside(self) -> Reach {
        self.and(Reach::of(1.0, 1.0, 0.0))
    }

    /// What is in both.
    pub fn and(self, other: Reach) -> Reach {
        Reach::of(
            self.central.min(other.central),
            self.spinal.min(other.spinal),
            self.peripheral.min(other.peripheral),
        )
    }
}

/// Where a route of administration puts a compound first. `None` for routes that go through the blood.
pub(crate) fn local(route: Route) -> Option<Reach> {
    Some(match route {
        Route::Intracerebroventricular | Route::IntraCerebral => Reach::of(1.0, 0.0, 0.0),
        Route::Intracisternal => Reach::of(1.0, 1.0, 0.0),
        Route::Intrathecal => Reach::of(0.0, 1.0, 0.0),
        Route::Intraplantar => Reach::PERIPHERY,
        _ => return None,
    })
}

pub(crate) fn is_restricted(inner: &Inner, compound: NodeId) -> bool {
    match &inner.node(compound).data {
        NodeData::Compound(data) => data
            .access
            .as_ref()
            .is_some_and(|a| a.reaches == Site::Peripheral),
        _ => false,
    }
}

/// Where an agent acts.
pub(crate) fn of_agent(inner: &Inner, agent: NodeId, route: Option<Route>) -> Reach {
    match route.and_then(local) {
        Some(reach) if route == Some(Route::Intrathecal) => Reach {
            central: k::ROSTRAL_SPREAD,
            ..reach
        },
        Some(reach) => reach,
        None if is_restricted(inner, agent) => Reach::PERIPHERY,
        None => Reach::EVERYWHERE,
    }
}

/// Where a blocker acts: what its route and its access to the brain allow, confined to the site that was asked for.
pub(crate) fn of_blocker(
    inner: &Inner,
    blocker: NodeId,
    route: Option<Route>,
    site: Option<Site>,
) -> Reach {
    let by_route = match route.and_then(local) {
        Some(reach) => reach,
        None if is_restricted(inner, blocker) => Reach::PERIPHERY,
        None => Reach::EVERYWHERE,
    };
    match site {
        // A local dose is at the site that it was given to, whatever the barrier would keep out.
        Some(site)
            if site != Site::Peripheral && route.is_none() && is_restricted(inner, blocker) =>
        {
            if site == Site::Systemic {
                by_route
            } else {
                Reach::confined(site)
            }
        }
        Some(site) => by_route.and(Reach::confined(site)),
        None => by_route,
    }
}
