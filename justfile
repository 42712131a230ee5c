# Development commands. `just` lists them.
default:
    @just --list

# The tests that need nothing but a Rust toolchain.
test:
    cargo test

# Everything that CI runs.
ci:
    bash .ci/run

# The graphs of the example articles in every format, and the tests that compare them byte for byte.
graphs:
    NEWSGRAPH_UPDATE=1 cargo test --test graphs

# Speed of each stage and of the whole, in words and articles per second, one thread, on the articles of FILE.
bench FILE="../shared/data/raw/wikinews.jsonl":
    cargo bench --no-default-features --bench stages -- {{FILE}}

# Trains the English models; takes the corpora from DATA.
train DATA="../shared":
    cargo run --release -p newsgraph-train -- train --data {{DATA}}

# Scores every layer of the models on the dev splits.
eval DATA="../shared":
    cargo run --release -p newsgraph-train -- eval --data {{DATA}}
