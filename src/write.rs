//! Documents → bytes. The PDF is written from the laid-out pages, the DOCX from the arranged tree with what laying
//! out decided; neither knows of campaigns.

pub mod docx;
pub mod form;
pub mod list;
pub mod merge;
pub mod pdf;
