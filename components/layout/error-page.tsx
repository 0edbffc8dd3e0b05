"use client";

/** Something nobody could foresee: say so, keep calm, offer the way on. The error itself is in the server's log. */
export function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto max-w-xl space-y-3 px-4 py-12">
      <h1>Có lỗi ngoài dự kiến</h1>
      <p>
        Việc bạn vừa làm có thể chưa được lưu. Thử lại; nếu vẫn lỗi, báo cho Ban Tổ chức – Kiểm tra Tỉnh Đoàn.
      </p>
      {error.digest && (
        <p>
          Mã lỗi để báo: <code>{error.digest}</code>
        </p>
      )}
      <button type="button" className="btn" onClick={reset}>
        Thử lại
      </button>
    </div>
  );
}
