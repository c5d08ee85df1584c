import{createRequire}from"node:module";const require=createRequire(import.meta.url);

// src/app/version.ts
var VERSION = "0.1.0";

export {
  VERSION
};
