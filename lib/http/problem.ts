/** What went wrong, as RFC 9457 says it: the same shape for every refusal of the API, and nothing of the inside. */
export type Problem = {
  status: 400 | 401 | 404;
  title: string;
  detail: string;
  /** Which parameters of the address were not understood. */
  params?: readonly string[];
};

/** Answers of the API are somebody's own: no cache keeps them. */
export const NO_STORE = { "Cache-Control": "no-store" };

export const problem = ({ params, ...said }: Problem): Response =>
  new Response(
    JSON.stringify({ type: "about:blank", ...said, ...(params && { "invalid-params": params }) }),
    {
      status: said.status,
      headers: { ...NO_STORE, "Content-Type": "application/problem+json; charset=utf-8" },
    },
  );

export const signedOut = (): Response =>
  problem({
    status: 401,
    title: "Chưa đăng nhập",
    detail: "Đăng nhập ở /login trước; yêu cầu phải kèm cookie phiên làm việc.",
  });

export const badParams = (params: readonly string[]): Response =>
  problem({
    status: 400,
    title: "Tham số không hợp lệ",
    detail: `Không có hoặc không hiểu tham số: ${params.join(", ")}.`,
    params,
  });

/** Out of reach and not there are one and the same. */
export const notThere = (): Response =>
  problem({
    status: 404,
    title: "Không tìm thấy",
    detail: "Địa chỉ sai, hoặc nội dung nằm ngoài phạm vi của bạn.",
  });
