//! The JSON Schemas of both kinds of file, held to the types that read them. `VIVA_WRITE_SCHEMAS=1 cargo test --lib
//! bank::schema` writes them anew.

use std::path::Path;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use super::author::SCHEMAS;
use super::file::{QuestionFile, RubricFile};

/// Draft 7: what editors know.
fn schema<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>();
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

#[test]
fn the_schemas_say_what_the_types_read() {
    let generated = [schema::<QuestionFile>(), schema::<RubricFile>()];
    for ((name, _), text) in SCHEMAS.into_iter().zip(generated) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schemas")
            .join(name);
        if std::env::var_os("VIVA_WRITE_SCHEMAS").is_some() {
            std::fs::write(&path, text).unwrap();
        } else {
            let committed = std::fs::read_to_string(&path).unwrap();
            assert_eq!(
                committed, text,
                "write it anew: VIVA_WRITE_SCHEMAS=1 cargo test --lib bank::schema"
            );
        }
    }
}
