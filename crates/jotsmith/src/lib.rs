//! JSON Web Tokens: make, read, check and explain.
