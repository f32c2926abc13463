//! Where attachments lie: a folder or an S3 bucket, through one library. Names are random; the database knows the rest.

use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use uuid::Uuid;

use crate::problem::{Answer, Problem};

/// The file store.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Files {
    /// Opens `file:///folder` or `s3://bucket`; options of the store come from the environment.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn open(address: &str) -> Result<Self, String> {
        let url = url::Url::parse(address).map_err(|error| format!("HILO_FILES: {error}"))?;
        if let Ok(folder) = url.to_file_path() {
            std::fs::create_dir_all(&folder).map_err(|error| format!("HILO_FILES: {error}"))?;
        }
        let (store, prefix) = object_store::parse_url_opts(&url, std::env::vars())
            .map_err(|error| format!("HILO_FILES: {error}"))?;
        Ok(Self {
            store: Arc::from(store),
            prefix,
        })
    }

    fn place(&self, entity: Uuid, id: Uuid) -> Path {
        self.prefix
            .clone()
            .join(entity.simple().to_string())
            .join(id.simple().to_string())
    }

    /// Stores bytes whole before anything points at them (reliability rule 8).
    pub async fn put(&self, entity: Uuid, id: Uuid, bytes: Bytes) -> Answer<()> {
        self.store
            .put(&self.place(entity, id), bytes.into())
            .await
            .map_err(Problem::busy)
            .map(|_| ())
    }

    /// The bytes.
    pub async fn get(&self, entity: Uuid, id: Uuid) -> Answer<Bytes> {
        let found = self
            .store
            .get(&self.place(entity, id))
            .await
            .map_err(Problem::busy)?;
        found.bytes().await.map_err(Problem::busy)
    }

    /// Takes back what no row points at.
    pub async fn discard(&self, entity: Uuid, id: Uuid) {
        if let Err(error) = self.store.delete(&self.place(entity, id)).await {
            log::warn!("a file without a row could not be removed: {error}");
        }
    }
}
