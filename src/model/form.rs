//! What the schema says of values that are texts of a certain form, such as dates and numbers.

use schemars::schema::{InstanceType, Schema, SchemaObject};

/// A form of text.
pub(super) struct Form {
    /// What fits, for whoever only looks at it: the program itself knows more.
    pub pattern: &'static str,
    /// What an editor says of what does not fit.
    pub wrong: &'static str,
    /// What an editor offers.
    pub examples: &'static [&'static str],
    /// From and to, where it may be a number too: YAML takes digits alone for one.
    pub number: Option<(f64, f64)>,
}

impl Form {
    /// As a schema.
    pub(super) fn schema(&self) -> Schema {
        let mut schema = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            ..SchemaObject::default()
        };
        schema.string().pattern = Some(self.pattern.to_owned());
        schema.metadata().examples = self.examples.iter().map(|it| (*it).into()).collect();
        // VS Code and others show this in place of the pattern
        schema.extensions.insert("patternErrorMessage".to_owned(), self.wrong.into());
        if let Some((least, most)) = self.number {
            schema.instance_type = Some(vec![InstanceType::String, InstanceType::Integer].into());
            schema.number().minimum = Some(least);
            schema.number().maximum = Some(most);
        }
        schema.into()
    }
}

/// The schema of a type that is written in a [`Form`].
macro_rules! schema_in_form {
    ($name:ty, $form:expr) => {
        impl schemars::JsonSchema for $name {
            fn is_referenceable() -> bool {
                false
            }

            fn schema_name() -> String {
                stringify!($name).to_owned()
            }

            fn json_schema(_: &mut schemars::r#gen::SchemaGenerator) -> schemars::schema::Schema {
                $form.schema()
            }
        }
    };
}

pub(super) use schema_in_form;
