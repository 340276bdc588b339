"""Skills self-assessment for customer-service careers.

A map of the house; every arrow is an import, and there are no others::

    web  →  services  →  models       HTTP words live only in web,
      ↘        ↓                      SQL words only in services and models
       ────→  core                    pure: no Flask, no SQLAlchemy, no files, no clock, no chance

    app.py         create_app: settings → extensions → blueprints → errors → headers → commands
    config.py      settings from the environment; refuses to start in a bad state
    core/          edition, answers, scoring, matching, forms, flow: what the product knows
    models/        tables and constraints, no behaviour
    services/      one module per group of use cases: (session, plain values) → frozen values
    web/           one folder per blueprint: pages, take, results
    content/       the edition that ships
    migrations/    how the tables came to be

This module imports nothing, so that any room may be entered alone.
"""
