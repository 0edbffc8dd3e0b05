import type { UrlObject } from "node:url";
import type { Route } from "next";

/** An address inside the program, as the kit's components take it. */
export type Place = `/${string}` | UrlObject;

/** Next checks an address where it is written into a Link; one that comes through a prop has no more to be checked. */
export const hrefOf = (place: Place): Route | UrlObject =>
  // The one cast: a Route is a string that begins with "/".
  typeof place === "string" ? (place as Route) : place;
