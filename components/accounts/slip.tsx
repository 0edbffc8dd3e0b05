import { QrCode } from "@/components/access/qr-code";
import { formatMoment } from "@/lib/dates/plain-date";

/** A sheet to hand over: whom it is for, where to go, until when. A6 fits; on A4 it stands at the top. */
export const Slip = ({
  name,
  login,
  address,
  link,
  expiresAt,
}: {
  name: string;
  login: string;
  address: string;
  link: string;
  expiresAt: Date;
}) => (
  <section
    aria-label="Phiếu cấp tài khoản"
    className="grid max-w-2xl gap-4 rounded-xl border border-(--line) bg-(--surface) p-5 sm:grid-cols-[12rem_1fr] print:grid-cols-[4.5cm_1fr] print:break-inside-avoid"
  >
    <QrCode text={link} label="Mã QR của liên kết đặt mật khẩu" />
    <div className="space-y-2">
      <p className="font-bold text-lg">{name}</p>
      <p>
        Tên đăng nhập: <strong>{login}</strong>
      </p>
      <p>
        Trang đăng nhập: <span className="wrap-anywhere">{address}</span>
      </p>
      <ol className="list-decimal pl-5">
        <li>Quét mã QR bằng điện thoại, hoặc gõ địa chỉ ở dưới.</li>
        <li>Tự đặt mật khẩu. Không cho ai biết, kể cả cấp trên.</li>
        <li>Đăng nhập bằng tên đăng nhập và mật khẩu vừa đặt.</li>
      </ol>
      <p className="wrap-anywhere font-mono text-sm">{link}</p>
      <p>
        Dùng một lần, đến <strong>{formatMoment(expiresAt)}</strong>. Xong thì huỷ phiếu này.
      </p>
    </div>
  </section>
);
