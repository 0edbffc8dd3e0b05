import "server-only";
import { desksOf, ownProvincesOf, type Viewer, visibleBranches, visiblePersons } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";
import { findCourse, findParticipant, postOn } from "@/lib/training/queries";
import { courseProblem } from "@/lib/training/rules";
import type {
  CertificateInput,
  CourseBackInput,
  CourseCorrectionInput,
  CourseInput,
  GuestBackInput,
  GuestInput,
  ParticipantBackInput,
  ParticipantsInput,
} from "@/lib/training/schema";

const writeCourse = (viewer: Viewer, tx: Tx, { fromOn, toOn, ...said }: CourseInput) =>
  tx.trainingCourse.create({
    data: {
      ...said,
      ...{ id: newId(), fromOn: toDatabase(fromOn), toOn: toDatabase(toOn) },
      ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
    },
    select: { id: true },
  });

/** Enters a course that was held or has begun (plan row 60), in the name of a unit or of the province. */
export const recordCourse = command("training.record", async (viewer, tx, input: CourseInput) => {
  if (!desksOf(viewer, input.line).includes(input.unitId)) return refuse("not_yours");
  const problem = courseProblem(input, today());
  if (problem) return refuse(problem);
  const course = await writeCourse(viewer, tx, input);
  return done({ courseId: course.id });
});

/** What the database holds of one who took part: once in a course, of an organisation that was theirs then. */
const HELD = { training_once: "already_in", training_belongs: "not_there_then" } as const;

/** Puts a course right: the row is voided and another written, with everybody who took part. */
export const correctCourse = command(
  "training.correct",
  async (viewer, tx, { courseId, why: _, ...input }: CourseCorrectionInput) => {
    const course = await findCourse(viewer, tx, courseId);
    if (!course?.isDesk) return refuse("course_not_found");
    if (!desksOf(viewer, input.line).includes(input.unitId)) return refuse("not_yours");
    const problem = courseProblem(input, today());
    if (problem) return refuse(problem);
    const corrected = await writeCourse(viewer, tx, input);
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.replace_course(${course.id}::uuid, ${corrected.id}::uuid) as outcome`;
    return answer?.outcome === "done" ? done({ courseId: corrected.id }) : refuse("course_not_found");
  },
  HELD,
);

/** Takes back a course entered by mistake, while nobody is in it. */
export const takeBackCourse = command("training.take-back", async (viewer, tx, input: CourseBackInput) => {
  const course = await findCourse(viewer, tx, input.courseId);
  if (!course?.isDesk) return refuse("course_not_found");
  const [size] = await tx.$queryRaw<{ people: number }[]>`
    select persons + guests as people from access.course_sizes(array[${course.id}::uuid])`;
  if (size?.people !== 0) return refuse("has_people");
  await tx.trainingCourse.updateMany({
    where: { id: course.id, voidedAt: null, provinceId: { in: ownProvincesOf(viewer) } },
    data: { voidedAt: new Date() },
  });
  return done({ courseId: course.id });
});

/** Enters who took part, of the people in sight, with the post of the first day. */
export const addParticipants = command(
  "training.add-participants",
  async (viewer, tx, input: ParticipantsInput) => {
    const course = await findCourse(viewer, tx, input.courseId);
    if (!course?.isDesk) return refuse("course_not_found");
    for (const { personId, branchId } of input.chosen) {
      const person = await tx.person.findFirst({
        where: { id: personId, AND: visiblePersons(viewer) },
        select: { id: true },
      });
      const branch = await tx.branch.findFirst({
        where: { id: branchId, AND: visibleBranches(viewer) },
        select: { id: true },
      });
      if (!person || !branch) return refuse("person_not_found");
      await tx.trainingParticipant.create({
        data: {
          ...{ id: newId(), courseId: course.id, personId, branchId },
          title: await postOn(viewer, tx, { personId, branchId, on: course.fromOn }),
          ...{ recordedById: viewer.accountId, isDemo: course.isDemo },
        },
        select: { id: true },
      });
    }
    return done({ courseId: course.id });
  },
  HELD,
);

const voidParticipant = (tx: Tx, id: string, courseId: string) =>
  tx.trainingParticipant.updateMany({
    where: { id, courseId, voidedAt: null },
    data: { voidedAt: new Date() },
  });

/** Enters the number of a certificate: the row is voided and another written. */
export const recordCertificate = command(
  "training.certify",
  async (viewer, tx, input: CertificateInput) => {
    const found = await findParticipant(viewer, tx, input.participantId);
    if (!found?.isDesk) return refuse("participant_not_found");
    const { personId, branchId, courseId, title, isDemo } = found;
    await voidParticipant(tx, found.id, courseId);
    await tx.trainingParticipant.create({
      data: {
        ...{ id: newId(), personId, branchId, courseId, title, isDemo },
        ...{ certificateNumber: input.certificateNumber, recordedById: viewer.accountId },
      },
      select: { id: true },
    });
    return done({ courseId });
  },
  HELD,
);

/** Takes back somebody who did not take part. */
export const takeBackParticipant = command(
  "training.take-back-participant",
  async (viewer, tx, input: ParticipantBackInput) => {
    const found = await findParticipant(viewer, tx, input.participantId);
    if (!found?.isDesk) return refuse("participant_not_found");
    await voidParticipant(tx, found.id, found.courseId);
    return done({ courseId: found.courseId });
  },
);

/** Enters people of no register who took part, in words and by count. */
export const addGuests = command("training.add-guests", async (viewer, tx, input: GuestInput) => {
  const course = await findCourse(viewer, tx, input.courseId);
  if (!course?.isDesk) return refuse("course_not_found");
  await tx.trainingGuest.create({
    data: { ...input, id: newId(), recordedById: viewer.accountId, isDemo: course.isDemo },
    select: { id: true },
  });
  return done({ courseId: course.id });
});

export const takeBackGuests = command(
  "training.take-back-guests",
  async (viewer, tx, input: GuestBackInput) => {
    const guest = await tx.trainingGuest.findFirst({
      where: { id: input.guestId, voidedAt: null, provinceId: { in: ownProvincesOf(viewer) } },
      select: { id: true, courseId: true },
    });
    const course = guest && (await findCourse(viewer, tx, guest.courseId));
    if (!course?.isDesk) return refuse("guest_not_found");
    await tx.trainingGuest.updateMany({
      where: { id: input.guestId, voidedAt: null, courseId: course.id },
      data: { voidedAt: new Date() },
    });
    return done({ courseId: course.id });
  },
);
