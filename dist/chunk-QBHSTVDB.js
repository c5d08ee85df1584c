import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{realpathSync,statSync}from"node:fs";function realPath(path){try{return realpathSync(path)}catch{return path}}function isFolder(path){return statSync(path,{throwIfNoEntry:!1})?.isDirectory()===!0}export{realPath,isFolder};
