import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-UAODJVPY.js";
import "./chunk-G4NTPURW.js";
import "./chunk-AAU4LC2J.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
