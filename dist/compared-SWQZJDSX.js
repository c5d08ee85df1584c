import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-M23LKWA7.js";
import "./chunk-YSZICVI6.js";
import "./chunk-BYW72PIS.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
