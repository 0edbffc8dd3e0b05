import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ContactForm, TextForm } from "@/components/privacy/privacy-forms";
import { Badge, Card, Disclosure, LinkButton, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { PrivacyTextKind } from "@/lib/generated/prisma/enums";
import { nameContactAction, publishTextAction } from "@/lib/privacy/actions";
import { SAMPLE, TEXT_LABELS } from "@/lib/privacy/labels";
import { deskOf } from "@/lib/privacy/policy";
import { contacts, textVersions } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Văn bản về dữ liệu cá nhân" };

const DONE = new Map([
  ["text", "Đã ban hành bản mới; các bản trước vẫn đọc được."],
  ["contact", "Đã ghi đầu mối."],
]);

export default async function TextsPage({ searchParams }: PageProps<"/privacy/texts">) {
  const query = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const desk = deskOf(viewer);
    return desk
      ? { texts: await textVersions(viewer, tx, desk), contacts: await contacts(viewer, tx, desk) }
      : null;
  });
  if (!page) notFound();
  const said = DONE.get(String(query.done));
  const writing = Object.values(PrivacyTextKind).find((kind) => kind === query.new);
  const current = page.texts.find(({ kind, isInForce }) => kind === writing && isInForce);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Văn bản và đầu mối"
        help="Mỗi lần sửa là một bản mới từ một ngày. Bản cũ giữ nguyên: ai đã đồng ý với bản nào thì xem lại được bản đó."
        actions={
          <LinkButton href="/privacy/texts?new=contact" tone="quiet">
            Đổi đầu mối phụ trách
          </LinkButton>
        }
      />
      {said && <Notice tone="good">{said}</Notice>}
      {writing && (
        <Card title={`Bản mới: ${TEXT_LABELS[writing]}`}>
          <TextForm
            action={publishTextAction}
            requestId={newId()}
            kind={writing}
            title={current?.title ?? ""}
            body={current?.body ?? ""}
            basis={current?.basis ?? ""}
          />
        </Card>
      )}
      {query.new === "contact" && (
        <Card title="Đầu mối mới">
          <ContactForm action={nameContactAction} requestId={newId()} />
        </Card>
      )}
      <Card title="Đầu mối phụ trách">
        {page.contacts.length === 0 && <p>Chưa ghi. Trang thông báo công khai đang nói là chưa có.</p>}
        <ul className="space-y-2">
          {page.contacts.map((contact) => (
            <li key={contact.id}>
              {[contact.name, contact.phone, contact.email, contact.address].filter(Boolean).join(" · ")}{" "}
              <span className="text-(--ink-soft) text-sm">từ {formatDate(contact.validFrom)}</span>
            </li>
          ))}
        </ul>
      </Card>
      {Object.values(PrivacyTextKind).map((kind) => (
        <Card
          key={kind}
          title={TEXT_LABELS[kind]}
          action={
            <LinkButton href={`/privacy/texts?new=${kind}`} tone="quiet">
              Soạn bản mới
            </LinkButton>
          }
        >
          <div className="space-y-2">
            {page.texts
              .filter((text) => text.kind === kind)
              .map((text) => (
                <Disclosure
                  key={text.id}
                  summary={
                    <span className="flex flex-wrap gap-2">
                      Bản {text.version}, từ {formatDate(text.validFrom)}
                      {text.isInForce && <Badge tone="good">Đang hiệu lực</Badge>}
                      {text.isSample && <Badge tone="warn">{SAMPLE}</Badge>}
                    </span>
                  }
                >
                  <h3>{text.title}</h3>
                  <p className="whitespace-pre-line">{text.body}</p>
                  <p className="mt-2 text-(--ink-soft) text-sm">Căn cứ: {text.basis}</p>
                </Disclosure>
              ))}
          </div>
        </Card>
      ))}
    </div>
  );
}
