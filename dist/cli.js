#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{Interruption,exitCodeOf,failureText,runProgram}from"./chunk-H3I6JH3G.js";import{settingsFromArguments}from"./chunk-GODBQ4HP.js";import"./chunk-BT5KM36K.js";import"./chunk-UFBNIGDQ.js";import"./chunk-XPVBBEHO.js";var interruption=new Interruption;process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2),settings=null;try{settings=settingsFromArguments(args),process.exitCode=await runProgram(settings,interruption)}catch(error){process.stderr.write(`${await failureText(error,args.includes("--verbose"),settings)}
`),process.exitCode=exitCodeOf(error)}
