"use client";

import { useEffect, useState } from "react";
import { TextField } from "@/components/ui/form";
import { SHORTEST_PASSWORD } from "@/lib/access/rules";

/** How far a password has come, by its length alone; whether it is easy to guess is said after it was sent. */
const progress = (length: number): string => {
  if (length === 0) return "";
  if (length < SHORTEST_PASSWORD) return `Đã gõ ${length} ký tự, cần thêm ${SHORTEST_PASSWORD - length}.`;
  return length < SHORTEST_PASSWORD + 6 ? "Đủ dài. Dài hơn nữa càng tốt." : "Độ dài tốt.";
};

/** A new password, hidden until asked to be shown. Without JavaScript it is a plain password field. */
export function NewPasswordField() {
  const [isShown, setIsShown] = useState(false);
  const [length, setLength] = useState(0);
  const [isAlive, setIsAlive] = useState(false);
  useEffect(() => setIsAlive(true), []);
  return (
    <div className="space-y-1">
      <TextField
        name="newPassword"
        label="Mật khẩu mới"
        hint={`Ít nhất ${SHORTEST_PASSWORD} ký tự, chữ gì cũng được, kể cả dấu và khoảng trắng. Một câu dài dễ nhớ tốt hơn một từ khó nhớ.`}
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        onInput={(typed) => setLength([...typed.normalize("NFC")].length)}
        required
      />
      {isAlive && (
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <label className="tick">
            <input type="checkbox" checked={isShown} onChange={() => setIsShown(!isShown)} />
            <span>Hiện mật khẩu</span>
          </label>
          <p aria-live="polite" className="text-(--ink-soft) text-sm">
            {progress(length)}
          </p>
        </div>
      )}
    </div>
  );
}
