import{createRequire}from"node:module";const require=createRequire(import.meta.url);
var VERSION="0.1.0";export{VERSION};
