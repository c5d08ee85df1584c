import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{Redaction}from"./chunk-WYF5R4KQ.js";function redactionOf({command,surroundings}){let{values,tokens}=surroundings.secrets,own="run"in command?command.run.review.token:null;return new Redaction(values,own===null?tokens:[...tokens,own])}export{redactionOf};
