//! How text becomes the terms that are indexed and looked up. Versioned in the index; the same for
//! articles and for queries. It knows neither engine nor article.
