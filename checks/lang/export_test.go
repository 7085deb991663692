package lang

// CatalogueFiles are the names of the catalogues that are read.
var CatalogueFiles = catalogueFiles
