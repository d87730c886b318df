//! Mechanism paths: how one thing moves another, step by step.
