import Link from "next/link";
import { UnitLinks } from "@/components/units/unit-links";
import { formatDate, formatLongDate, type PlainDate } from "@/lib/dates/plain-date";
import { planHeading } from "@/lib/plans/labels";
import { markOf, outlineOf, type TaskLine, type TaskOutline } from "@/lib/plans/rules";

type NamedUnit = { id: string; name: string };
type Correction = {
  id: string;
  text: string;
  reason: string;
  documentNumber: string | null;
  on: PlainDate;
};
type PaperLine = TaskLine & {
  charged: readonly NamedUnit[];
  dueOn: PlainDate | null;
  correction: Correction | null;
};
/** Which directives each clause is traced to. */
export type TracedDirectives = ReadonlyMap<string, readonly { id: string; symbol: string }[]>;

export type PlanPaperView = {
  issuer: string;
  symbol: string;
  type: string;
  title: string;
  place: string;
  issuedOn: PlainDate;
  preamble: string;
  specifics: string | null;
  corrections: readonly Correction[];
  onBehalfOf: string | null;
  signatoryPost: string;
  signatoryName: string;
  bases: readonly {
    id: string;
    symbol: string | null;
    issuedOn: PlainDate | null;
    issuer: string | null;
    abstract: string;
  }[];
  tasks: readonly PaperLine[];
  recipients: readonly { id: string; text: string; units: readonly NamedUnit[] }[];
};

/** What stands beside the words of a clause. */
type Beside = {
  /** How many difficulties nobody has answered stand in the way of each section. */
  openIssues: ReadonlyMap<string, number>;
  directives: TracedDirectives;
};

/** The plan as its paper reads, word for word, with the units each part charges. */
export const PlanPaper = ({
  plan,
  ...beside
}: {
  plan: PlanPaperView;
} & Beside) => (
  <article className="card space-y-5" aria-label="Nội dung văn bản">
    <div className="flex flex-wrap justify-between gap-x-8 gap-y-3">
      <div>
        <p className="font-semibold">{plan.issuer}</p>
        <p>Số: {plan.symbol}</p>
      </div>
      <div className="sm:text-right">
        <p className="font-semibold">ĐOÀN TNCS HỒ CHÍ MINH</p>
        <p className="italic">
          {plan.place}, {formatLongDate(plan.issuedOn)}
        </p>
      </div>
    </div>
    <h2 className="text-center">
      <span className="block">{planHeading(plan.type)}</span>
      {plan.title}
    </h2>
    {plan.corrections.map((correction) => (
      <CorrectionNote key={correction.id} correction={correction} />
    ))}
    <p className="whitespace-pre-line">{plan.preamble}</p>
    {plan.bases.length > 0 && (
      <section className="space-y-1">
        <h3>Căn cứ</h3>
        <ul className="list-disc space-y-1 pl-5">
          {plan.bases.map((basis) => (
            <li key={basis.id}>
              {basis.symbol && <strong>{basis.symbol} </strong>}
              {basis.issuedOn && `ngày ${formatDate(basis.issuedOn)} `}
              {basis.symbol && basis.issuer && `của ${basis.issuer}: `}
              {basis.abstract}
              {!basis.symbol && basis.issuer && ` của ${basis.issuer}`}
            </li>
          ))}
        </ul>
      </section>
    )}
    {plan.specifics && (
      <section className="space-y-1">
        <h3>Đặc thù của địa phương, đơn vị</h3>
        <p className="whitespace-pre-line">{plan.specifics}</p>
      </section>
    )}
    <div className="space-y-5">
      {outlineOf(plan.tasks).map((part) => (
        <section key={part.id} className="space-y-3">
          <h3>
            {markOf(part.section, null)}. {part.text}
          </h3>
          <UnderLine line={part} {...beside} />
          <Lines lines={part.children} parentSection={part.section} {...beside} />
        </section>
      ))}
    </div>
    <div className="flex flex-wrap justify-between gap-x-8 gap-y-5 border-(--line) border-t pt-4">
      <section className="min-w-0 max-w-md space-y-1 text-sm">
        <h3>Nơi nhận</h3>
        <ul className="space-y-1">
          {plan.recipients.map(({ id, text, units }) => (
            <li key={id}>
              - {text}
              {units.length > 0 ? (
                <UnitLinks units={units} says="Gồm" />
              ) : (
                <span className="text-(--ink-soft)"> (cơ quan ngoài hệ thống)</span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="text-center">
        {plan.onBehalfOf && <p className="font-semibold">{plan.onBehalfOf}</p>}
        <p className="font-semibold">{plan.signatoryPost}</p>
        <p className="py-2 italic">(Đã ký)</p>
        <p className="font-semibold">{plan.signatoryName}</p>
      </section>
    </div>
  </article>
);

/** Numbered lines and dashes, as deep as the paper goes. */
const Lines = ({
  lines,
  parentSection,
  ...beside
}: {
  lines: readonly TaskOutline<PaperLine>[];
  parentSection: string;
} & Beside) => (
  <ul className="space-y-3">
    {lines.map((line) => {
      const mark = markOf(line.section, parentSection);
      return (
        <li key={line.id} className="space-y-2">
          <p className={mark ? "font-medium" : undefined}>
            {mark ? `${mark}. ` : "- "}
            {line.text}
          </p>
          <UnderLine line={line} {...beside} />
          {line.children.length > 0 && (
            <div className="pl-4">
              <Lines lines={line.children} parentSection={line.section} {...beside} />
            </div>
          )}
        </li>
      );
    })}
  </ul>
);

/** The words that hold instead, whom the clause charges and until when, what it carries out, what stands in its way. */
const UnderLine = ({ line, openIssues, directives }: { line: PaperLine } & Beside) => (
  <>
    {line.correction && <CorrectionNote correction={line.correction} />}
    <Charged units={line.charged} />
    {line.dueOn && <p className="text-sm">Hạn xong {formatDate(line.dueOn)}</p>}
    {directives.has(line.id) && (
      <p className="flex flex-wrap gap-x-3 text-sm">
        Theo văn bản
        {directives.get(line.id)?.map(({ id, symbol }) => (
          <Link
            key={id}
            href={`/directives/${id}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center"
          >
            {symbol}
          </Link>
        ))}
      </p>
    )}
    <OpenIssues taskId={line.id} openIssues={openIssues} />
  </>
);

/** What was issued stays above; this holds instead. */
const CorrectionNote = ({ correction }: { correction: Correction }) => (
  <div className="notice" data-tone="warn">
    <p className="font-semibold">
      {`Đính chính ngày ${formatDate(correction.on)}`}
      {correction.documentNumber && ` (${correction.documentNumber})`}
    </p>
    <p className="whitespace-pre-line">{correction.text}</p>
    <p className="text-sm">Lý do: {correction.reason}</p>
  </div>
);

const Charged = ({ units }: { units: readonly NamedUnit[] }) =>
  units.length > 0 && <UnitLinks units={units} says="Giao" />;

const OpenIssues = ({ taskId, openIssues }: { taskId: string; openIssues: ReadonlyMap<string, number> }) =>
  openIssues.has(taskId) && (
    <p className="no-print text-sm">
      <Link
        href={`/feedback?show=open&task=${taskId}`}
        prefetch={false}
        className="inline-flex min-h-11 items-center"
      >
        {`${openIssues.get(taskId)} khó khăn, kiến nghị chưa trả lời`}
      </Link>
    </p>
  );
