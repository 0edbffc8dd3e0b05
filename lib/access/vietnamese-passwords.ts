import "server-only";

/**
 * Words Vietnamese passwords are made of, most used first, without marks or blanks: curated by hand, because published
 * lists hold few of them long enough to matter. Typical years and runs of digits beside them are found by pattern.
 */
export const VIETNAMESE_PASSWORD_WORDS = [
  "matkhau anhyeuem yeuem emyeuanh vietnam iloveyou khongbiet khongco hanoi saigon anhnhoem nhoem yeuanh anhem yeumai",
  "mainho maiyeu maimai yeumaimai nguyen tranvan nguyenvan nguyenthi tranthi lethi levan phamvan phamthi hoangvan",
  "tinhyeu hanhphuc conyeu concung concho congiaxinh contrai congai giadinh bome mebe meyeu boyeu cuncon cungcon meocon",
  "mothaiba mothaibabon motnambayeu chaoban xinchao xinchaocacban chaocacban chaoem toiyeuviet toilaai toiyeuem",
  "toiyeuvietnam yeuvietnam vietnamvodich vodich vietnamquehuongtoi quehuong tonghop dangnhap taikhoan quantri nguoidung",
  "khongcomatkhau khongcopass khongbietmatkhau quenmatkhau matkhaumoi matkhaucu matkhaumanh matkhaukho doimatkhau",
  "baomat bimat bimatnhe matma motconvit motconvitxoerahaicaicanh conga convit connguoi traitim traitimcuaem",
  "hoahong hoasen hoadao hoacuc hoaphuong hoamai hoaban hoalan hoahuongduong muahe muaxuan muathu muadong matroi",
  "bongda bongdavietnam thethao nhacviet nhacvang karaoke phimhay zalo facebook gmail google iphone samsung nokia",
  "congty congtytnhh doanhnghiep congtycophan vanphong ketoan nhanvien giamdoc truongphong hocsinh sinhvien giaovien",
  "thanhnien doanvien hoivien bithu bithudoan doanthanhnien hoilienhiep tinhdoan huyendoan thanhdoan xadoan chidoan",
  "doanhoi canbo canbodoan congdoan dangvien bacho bachohcm hochiminh hcm tphcm caobang pacbo banggiang trungkhanh",
  "thaibinh namdinh haiphong danang nghean thanhhoa hatinh quangninh langson backan bacgiang hagiang laocai sapa",
  "doclaptudohanhphuc doclap tudo conghoaxahoichunghiavietnam conghoa chunghia dangcongsan tienlen tienquanca",
  "anhhung anhhungvietnam dienbienphu chienthang hoabinh tolamnguoivietnam toilanguoivietnam nguoivietnam conrong chautien",
  "lienminh lienminhhuyenthoai lienquan freefire garena vltk volam gunny audition kiemthe zingme zing",
  "tuan hung dung linh trang huong thao phuong nga lan mai hoa thuy hang nhung ngoc minh tien duc long nam quang khanh",
  "anh em yeu nho ban toi minh con me bo cha ong ba chi co di cau mot hai ba bon nam sau bay tam chin muoi",
].flatMap((line) => line.split(" "));
