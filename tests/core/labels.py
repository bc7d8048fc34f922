"""Labels that ask about a person, and labels that count: what people who build forms type."""

BAD = """\
Họ tên
Họ và tên
Họ, tên, chức vụ
Họ và tên người báo tin
HỌ TÊN CHỦ HỘ
ho ten
ho va ten
Ho va ten doi tuong
HoTen
ho_ten
hoten
Tên đối tượng
ten doi tuong
Tên các đối tượng vi phạm
Tên thành viên Tổ bảo vệ ANTT
Tên tổ trưởng
Tên trưởng thôn
Tên người có uy tín
Ghi rõ tên người vi phạm
Nêu tên cán bộ phụ trách
Danh tính người tố giác
Bí danh
Số người vi phạm, họ tên từng người
Tên chủ hộ và số nhân khẩu
Tuổi, giới tính, nghề nghiệp
Ghi tuổi
Nhập địa chỉ
Full name
FullName
full_name
First name
Last name of the suspect
Surname
Name of the person
Names of the members
Name of offender
Informant's name
Person's name
Victim name
Who is the suspect?
CCCD
Số CCCD
so cccd
SoCCCD
C.C.C.D
CMND
Số CMND/CCCD
Số căn cước công dân
So can cuoc cong dan
Căn cước
Số định danh cá nhân
số định danh
so dinh danh ca nhan
Mã định danh công dân
Mã định danh cá nhân
Số hộ chiếu
so ho chieu
Số chứng minh nhân dân
Chứng minh thư
Giấy tờ tùy thân
Số giấy phép lái xe
Số thẻ bảo hiểm y tế của người được tặng
Mã số thuế cá nhân
Số tài khoản ngân hàng
ID number
Identity card number
National ID
Passport number
Citizen identification number
Bank account
Ngày sinh
ngay sinh
NgaySinh
ngay_sinh
ngaysinh
Năm sinh
nam sinh
Ngày tháng năm sinh
Ngày, tháng, năm sinh
Nơi sinh
Tuổi
Tuổi của đối tượng
Độ tuổi
Bao nhiêu tuổi
DOB
D.O.B.
Date of birth
Birth date
Year of birth
Birthday
Place of birth
Age
Age of the member
How old is the person
Số điện thoại
so dien thoai
SĐT
sdt
SĐT liên hệ
Số ĐT
Số di động
Điện thoại của người dân
Điện thoại liên hệ
Địa chỉ
Địa chỉ nhà
dia chi nha
Địa chỉ nhà riêng
Địa chỉ thường trú
Địa chỉ của đối tượng
Nơi ở hiện nay
Nơi thường trú
Hộ khẩu thường trú
Quê quán
que quan
Nơi cư trú
Chỗ ở hiện nay của đối tượng
Email cá nhân
Zalo cá nhân
Tài khoản Facebook của đối tượng
Phone number
Phone
Mobile number
Telephone number
Home address
home_address
Residential address
Address of the suspect
E-mail address
Place of residence
Where does he live? Home town
Dân tộc
dan toc
DanToc
Dân tộc của thành viên
Thành phần dân tộc
Số người dân tộc thiểu số
Số hộ dân tộc thiểu số
Số thành viên là người dân tộc thiểu số
Số người theo dân tộc
Quốc tịch
Ethnicity
Ethnic group
Ethnic origin
Number of people by ethnicity
Race
Nationality
Tôn giáo
ton giao
TonGiao
Tôn giáo của chủ hộ
Theo đạo gì
Số người theo đạo
Số hộ theo đạo
Số tín đồ
Số người và tôn giáo của từng người
Dân tộc, tôn giáo
Tín ngưỡng
Religion
Religious belief
Number of people by religion
Faith of the member
Quan điểm chính trị
quan diem chinh tri
Quan điểm của người dân
Chính kiến
Thái độ chính trị của chức sắc
Là đảng viên
Đảng viên
Ngày vào Đảng
Đảng phái
Tư tưởng của đối tượng
Political opinion
Political views
Political affiliation
Party membership
Opinions of the residents
Sức khỏe
Sức khoẻ
suc khoe
Tình trạng sức khỏe
Tình trạng sức khỏe của thành viên
Tiền sử bệnh
Nhóm máu
Bệnh án
Khuyết tật
Người nghiện: kết quả xét nghiệm
Health
Health status
Medical history
Blood type
Disability
HIV status
Ảnh
Ảnh chân dung
anh chan dung
Hình ảnh khuôn mặt
hinh anh khuon mat
Ảnh thẻ của thành viên
Khuôn mặt
Vân tay
Dấu vân tay
Ảnh đối tượng
Photo of the person
Face photo
Facial image
Fingerprint
Biometric data
Portrait
Tọa độ
Tọa độ nhà đối tượng
Vị trí hiện tại của đối tượng
Lịch trình di chuyển
Định vị điện thoại
GPS coordinates
Whereabouts
Location of the suspect
Giới tính
gioi tinh
Nghề nghiệp
Trình độ học vấn
Tình trạng hôn nhân
Quan hệ với chủ hộ
Nhân thân đối tượng
Lý lịch trích ngang
Thông tin cá nhân
Hoàn cảnh gia đình đối tượng
Sex
Gender
Marital status
Personal information
Occupation
Danh sách đối tượng
danh sach doi tuong
Danh sách người vi phạm
Danh sách người
Danh sách các hộ vi phạm
Danh sách cá nhân được khen thưởng
Danh sách thành viên kèm năm sinh
Danh sách theo dõi
Hồ sơ đối tượng
Hồ sơ cá nhân
Đối tượng cần theo dõi
Liệt kê các đối tượng
List of people
List of suspects
List of names
List the members
Watch list
Dossier
Nội dung tố giác
Nội dung tin báo
Tiền án, tiền sự
Tiền án của đối tượng
Hành vi của đối tượng
Thông tin người tố giác
Content of the tip
Criminal record
Accusations against a neighbour
""".splitlines()

GOOD = """\
Số người được cảm hóa
Số người được cảm hóa, giáo dục
so nguoi duoc cam hoa
Số hộ
Số hộ, số khẩu
Tổng số hộ, khẩu
Số hộ ký cam kết
Số hộ gia đình đăng ký
Số người có uy tín
Người có uy tín
Người có uy tín trong đồng bào dân tộc thiểu số
Influential people
Number of influential people
Số lượt người dự tuyên truyền
Lượt người dự
Số buổi tuyên truyền
Tổng số buổi tuyên truyền trong kỳ
Số mô hình đang hoạt động
Tên mô hình
ten mo hinh
Tên đơn vị
Tên cơ quan chủ trì
Tên xã, phường
Tên Tổ bảo vệ ANTT
Tên văn bản
Danh sách mô hình
Danh sách đơn vị chưa đăng ký
Danh sách tập thể được khen
Số tập thể được khen
Số cá nhân được khen
Số tin báo
Số tin báo, tố giác tội phạm
Số tin có giá trị
Số vụ việc khám phá
Số đối tượng bị bắt giữ
Số đối tượng truy nã ra đầu thú
Số thẻ căn cước đã cấp
Số CCCD đã cấp
Số người được cấp căn cước công dân
Số lượt làm căn cước công dân
Kết quả cấp căn cước công dân
Số tài khoản định danh điện tử đã kích hoạt
Tổng số tài khoản định danh điện tử mức 2
Mã định danh tổ chức
Mã định danh điện tử của cơ quan
Số buổi khám sức khỏe cho người cao tuổi
Số lượt khám bệnh miễn phí
Kết quả chăm sóc sức khỏe nhân dân trong Ngày hội
Số buổi tuyên truyền vùng đồng bào dân tộc thiểu số
Số buổi tuyên truyền bằng tiếng dân tộc
Kết quả đoàn kết các dân tộc
Ngày hội đại đoàn kết toàn dân tộc
Phối hợp với Ban Dân tộc
Sở Dân tộc và Tôn giáo
Trường phổ thông dân tộc nội trú tham gia
Công tác dân tộc, tôn giáo
Số cơ sở tôn giáo đăng ký an toàn
Số tổ chức tôn giáo phối hợp
Số mô hình điểm nhóm tôn giáo tự quản
Tình hình an ninh tôn giáo
Vận động chức sắc, tín đồ các tôn giáo tham gia
Số buổi vận động chức sắc, tín đồ
Quan điểm chỉ đạo của cấp ủy
Kết quả công tác chính trị tư tưởng
Số đảng viên dự học tập nghị quyết
Số hội viên tham gia
Số đoàn viên tham gia
Số thành viên Tổ bảo vệ ANTT
Thành viên Tổ bảo vệ ANTT
Số thành viên nữ
Số phụ nữ tham gia mô hình
Số học sinh ký cam kết
Câu lạc bộ tuổi trẻ phòng, chống tội phạm
Số câu lạc bộ tuổi trẻ
Tuổi trẻ tham gia phong trào
Ngày sinh hoạt chi bộ
Ngày sinh hoạt khu dân cư
Số ngày sinh hoạt cộng đồng
Số camera an ninh
Số camera nhận diện khuôn mặt
Số mắt camera
Số điện thoại đường dây nóng của Công an xã
Số tin báo qua điện thoại
Địa chỉ trụ sở
Địa chỉ đỏ tổ chức Ngày hội
Hình ảnh hoạt động Ngày hội
Ảnh hưởng của việc sắp xếp đơn vị hành chính
Số người bị thương khi làm nhiệm vụ
Thương vong khi làm nhiệm vụ
Số người cai nghiện thành công
Số người tái hòa nhập cộng đồng
Số người được tạo việc làm
Số suất quà cho người có hoàn cảnh khó khăn
Số người dưới 18 tuổi tham gia
Số người cao tuổi tham gia
Số trẻ em được hỗ trợ
Số hộ nghèo được tặng quà
Số nhà văn hóa
Số nhà đại đoàn kết được xây
Mô hình Số nhà tự quản
Số người theo dõi trang Zalo
Nhóm Zalo an ninh
Số nhóm Zalo
Số thành viên nhóm Zalo
Số trang Facebook
Thành viên nhóm mạng xã hội
Đặc điểm, tình hình
Tình hình an ninh, trật tự
Kết quả lãnh đạo, chỉ đạo
Ưu điểm
Tồn tại, hạn chế
Nguyên nhân
Bài học kinh nghiệm
Phương hướng, nhiệm vụ
Kiến nghị, đề xuất
Hoạt động nổi bật của Ngày hội
Không ghi thông tin về người cụ thể: số người dự phần lễ
Kinh phí xã hội hóa
Tiền thưởng kèm theo
Số súng giao nộp
Số vũ khí thô sơ
Số cuộc tuần tra
Số lớp tập huấn
Lượt học viên tập huấn
Tỷ lệ hộ ký cam kết
Tỷ lệ khu dân cư đạt chuẩn
Khu dân cư đăng ký
Số xã đạt chuẩn an toàn
Số doanh nghiệp đạt
Số Tổ xếp loại hoàn thành xuất sắc
Số bài viết, phóng sự
Số tờ rơi
Số băng rôn, khẩu hiệu
Số diễn đàn Công an lắng nghe ý kiến nhân dân
Số ý kiến của người dân
Số ý kiến đã giải quyết
Ý kiến nhân dân đã tiếp nhận
Tiếp nhận thông tin quần chúng cung cấp
Số vụ hòa giải thành
Số điểm cầu
Hội nghị sơ kết, tổng kết
Văn bản lãnh đạo, chỉ đạo
Số nghị quyết
Số kế hoạch
Vị trí, vai trò của phong trào
Vai trò người đứng đầu cấp ủy
Công tác quản lý cư trú
Số buổi tuyên truyền bảo vệ dữ liệu cá nhân
Số buổi tuyên truyền về bảo vệ thông tin cá nhân
Giải trình số liệu
Số đơn vị chưa gửi báo cáo
Thời gian tổ chức
Ngày tổ chức Ngày hội
Năm báo cáo
Nơi tổ chức
Cơ quan chủ trì
Chương trình phối hợp
Đối tượng được công nhận: tập thể
Nội dung chương trình
Nội dung phối hợp
Loại đơn vị
Cấp công nhận
Hình thức khen thưởng
Số người dự (nam, nữ)
Number of people guided in the community
Number of households
Households that signed
Attendances at sessions
Number of sessions
Sessions held in ethnic languages
Number of ID cards issued
Number of members
Number of women taking part
Members of security teams
Name of the practice
Name of the unit
Name of the member organisation
List of practices
List of units not yet registered
People's committee decisions
Number of people's security groups
Fatherland Front and member organisations
Number of religious organisations that took part
Public health activities at the festival
Number of health checks given
Political and ideological work
Shortcomings
Causes
Lessons
Recommendations
Directions and tasks
Leaflets handed out
Cameras in operation
Number of cameras with facial recognition
Face-to-face meetings
Boat race at the festival
Images of the festival
Age of the practice in years
Number of phone calls to the hotline
Address of the office
Number of tips received
Number of offenders handled
Share of households that registered
Total number of people reached
Percentage of residential areas that pass
How many people attended
Money from residents
Sites of online conferences
Date of the festival
Place where it was held
Lead body
Results of the year
Situation
Bonus money
Teams rated excellent
Number of trainees
Number of young people in clubs
Conference contributions
Bilingual sessions
Directions issued to members of the committee
""".splitlines()
