/** The types of embed.mjs, under the name that they had first: TypeScript looks for `embed.d.mts`. */
export * from "./embed.mjs";
