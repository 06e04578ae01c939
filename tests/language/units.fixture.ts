import type { UnitName } from '../../src/language/unit-name.ts';

const named = (level: string, names: string): UnitName[] =>
  names
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...aliases] = line.split('|').map((part) => part.trim());
      return { name, aliases, level };
    });

/** The bodies named in the five documents, as their plans spell them. */
export const UNITS: readonly UnitName[] = [
  ...named(
    'department',
    `Sở Công Thương
     Sở Tài Nguyên và Môi trường
     Sở Kế hoạch và Đầu tư
     Sở Lao động - Thương binh và Xã hội
     Sở Nội vụ
     Sở Thông tin và Truyền thông
     Sở Tư pháp
     Sở Tài chính
     Sở Giao thông Vận tải
     Sở Giáo dục và Đào tạo
     Sở Y tế
     Sở Xây dựng
     Sở Nông nghiệp và Phát triển nông thôn
     Sở Văn hoá, TT&DL | Sở Văn hóa, Thể thao và Du lịch
     Sở Văn hóa và Thể thao
     Sở Du lịch
     Sở Ngoại vụ
     Sở Khoa học và Công nghệ
     Thanh tra tỉnh
     Thanh tra thành phố
     Văn phòng UBND tỉnh
     Văn phòng Ủy ban nhân dân thành phố
     Ban Quản lý Khu kinh tế
     Ban Quản lý các KCN tỉnh
     Ban Dân tộc`,
  ),
  ...named('vertical', 'Bảo hiểm xã hội tỉnh\nKho bạc Nhà nước tỉnh'),
  ...named(
    'district',
    `UBND huyện Phú Riềng
     UBND huyện Bù Đăng
     UBND huyện Bù Đốp
     UBND huyện Bù Gia Mập
     UBND huyện Chơn Thành
     UBND huyện Đồng Phú
     UBND huyện Hớn Quản
     UBND huyện Lộc Ninh
     UBND thị xã Bình Long
     UBND thị xã Phước Long
     UBND thành phố Đồng Xoài
     UBND huyện Lục Ngạn
     UBND huyện Lục Nam
     UBND huyện Việt Yên
     UBND huyện Yên Dũng
     UBND thành phố Bắc Giang
     UBND quận Ngô Quyền
     UBND quận Lê Chân
     UBND quận Kiến An
     UBND huyện Kiến Thụy
     UBND huyện Cát Hải
     UBND huyện Tiên Lãng`,
  ),
  ...named(
    'division',
    `Phòng Tổ chức cán bộ | Phòng TCCB
     Phòng Kế hoạch - Tài chính | Phòng KH-TC
     Tổ Công nghệ thông tin | Tổ CNTT
     Tổ Kiểm soát thủ tục hành chính | Tổ Kiểm soát TTHC`,
  ),
  ...named('affiliate', 'Trung tâm Phục vụ hành chính công'),
  ...named('press', 'Đài Phát thanh và Truyền hình Hải Phòng\nBáo Hải Phòng\nBáo Bắc Giang'),
];
