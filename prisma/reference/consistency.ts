import { covers, overlaps, type Period } from "@/lib/dates/period";
import type { PlainDate } from "@/lib/dates/plain-date";
import type { TaskNode } from "@/prisma/reference/format";
import {
  type AreaVersion,
  expandUnits,
  type Lived,
  livingOn,
  type Province,
  type Validity,
} from "@/prisma/reference/province";

/**
 * What the files of a province say that cannot be true together, a line each; empty when all is well. Faults the shape of
 * one row cannot show: overlapping periods, parents that did not live, one code for two places on a day, successors that
 * were not there, keys that name nothing.
 */
export const contradictions = (province: Province): string[] => [
  ...province.units.flatMap((unit) => brokenLife("unit", unit, province.key)),
  ...province.areas.flatMap((area) => brokenLife("area", area, province.key)),
  ...orphans("unit", province.units, province.key),
  ...orphans("area", province.areas, province.key),
  ...province.areas.flatMap(({ key, versions }) =>
    versions
      .filter(({ type }) => type === "")
      .map(({ name }) => `area ${key}: "${name}" names no type of place`),
  ),
  ...sharedCodes(province.areas),
  ...brokenSuccessions(province),
  ...brokenReorganisations(province),
  ...brokenPlan(province),
];

/** From the first day to the last, whole: files hold no unit or place that ended and came back. */
function life({ versions }: Lived<Validity>): Period | undefined {
  const first = versions.at(0);
  const last = versions.at(-1);
  return first && last && { validFrom: first.validFrom, validTo: last.validTo };
}

const lifeOf = (lived: readonly Lived<Validity>[], key: string): Period | undefined => {
  const found = lived.find((one) => one.key === key);
  return found && life(found);
};

function brokenLife(what: string, { key, versions }: Lived<Validity>, province: string): string[] {
  const faults = versions.flatMap((version, index) => {
    const next = versions[index + 1];
    return [
      ...(version.validTo !== null && version.validTo <= version.validFrom ? ["ends before it begins"] : []),
      ...(next && version.validTo !== next.validFrom ? ["has a gap or an overlap between versions"] : []),
      ...(index > 0 && !version.validFromKnown ? ["has an unknown beginning after another version"] : []),
    ];
  });
  const foreign =
    key === province || key.startsWith(`${province}/`) ? [] : [`is not of province ${province}`];
  return [...foreign, ...faults].map((fault) => `${what} ${key} ${fault}`);
}

/** Every version but the province's own hangs under something that lived all its days. */
const orphans = (
  what: string,
  lived: readonly Lived<Validity & { parent: string | null }>[],
  province: string,
): string[] =>
  lived.flatMap(({ key, versions }) =>
    versions.flatMap((version) => {
      if (version.parent === null) return key === province ? [] : [`${what} ${key} hangs under nothing`];
      const parent = lifeOf(lived, version.parent);
      return parent && encloses(parent, version)
        ? []
        : [`${what} ${key} from ${version.validFrom}: ${version.parent} did not live all that time`];
    }),
  );

const encloses = (outer: Period, inner: Period): boolean =>
  outer.validFrom <= inner.validFrom &&
  (outer.validTo === null || (inner.validTo !== null && inner.validTo <= outer.validTo));

function sharedCodes(areas: readonly Lived<AreaVersion>[]): string[] {
  const all = areas.flatMap(({ key, versions }) => versions.map((version) => ({ key, ...version })));
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.key !== one.key && other.code === one.code && overlaps(one, other))
      .map((other) => `areas ${one.key} and ${other.key} have code ${one.code} on the same days`),
  );
}

/** Lived the day before: it may end that day or, having given up a part, live on. */
const livedUntil = ({ validFrom, validTo }: Period, on: PlainDate): boolean =>
  validFrom < on && (validTo === null || validTo >= on);

const brokenSuccessions = ({ areas, successions }: Province): string[] =>
  successions.flatMap(({ from, to, on, kind }) => {
    const before = lifeOf(areas, from);
    const after = lifeOf(areas, to);
    const others = successions.filter((other) => other.from === from && other.to !== to);
    return [
      ...(before && livedUntil(before, on) ? [] : [`${from} did not live the day before`]),
      ...(kind === "whole" && before?.validTo !== on ? [`${from} passed whole and did not end`] : []),
      ...(after && covers(after, on) ? [] : [`${to} did not live`]),
      ...(kind === "whole" && others.length > 0 ? [`${from} passed whole to more than one`] : []),
    ].map((fault) => `succession on ${on}: ${fault}`);
  });

const brokenReorganisations = ({ units, reorganisations }: Province): string[] =>
  reorganisations.flatMap(({ key, on, lines }) =>
    lines.flatMap(({ from, to }) => {
      const before = lifeOf(units, from);
      const after = lifeOf(units, to);
      return [
        ...(before && livedUntil(before, on) ? [] : [`${from} did not live the day before`]),
        ...(after && covers(after, on) ? [] : [`${to} did not live`]),
      ].map((fault) => `reorganisation ${key}: ${fault}`);
    }),
  );

function brokenPlan({ plan, units }: Province): string[] {
  if (!plan) return [];
  const living = new Set(livingOn(units, plan.issuedOn).map(({ key }) => key));
  const named = [
    ...plan.tasks.flatMap(chargesOf),
    ...plan.recipients.flatMap((recipient) => recipient.units),
  ];
  return expandUnits(named, units, plan.issuedOn)
    .filter((key) => !living.has(key))
    .map((key) => `plan ${plan.key}: unit ${key} did not live on ${plan.issuedOn}`);
}

const chargesOf = ({ charges, children }: TaskNode): string[] => [...charges, ...children.flatMap(chargesOf)];
