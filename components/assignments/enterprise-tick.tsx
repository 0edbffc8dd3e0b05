"use client";

import { useForm } from "@/components/ui/form";

/** A tick in a list around which a form stands; it stays when the form comes back refused. */
export function EnterpriseTick({ id, name }: { id: string; name: string }) {
  const { state } = useForm();
  const isTicked = [state.values?.["enterprises"] ?? []].flat().includes(id);
  return (
    <label className="tick no-print">
      <input type="checkbox" name="enterprises" value={id} key={String(isTicked)} defaultChecked={isTicked} />
      <span className="sr-only">{`Chọn ${name}`}</span>
    </label>
  );
}
