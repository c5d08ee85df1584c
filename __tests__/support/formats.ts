import type { Ajv } from "ajv";
import addFormatsModule from "ajv-formats";

/** Teaches a validator `uri`, `date-time` and the like; the package's CommonJS export is the function itself. */
export const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;
